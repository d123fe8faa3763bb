import '@xyflow/react/dist/style.css';
import { useComputedColorScheme } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { Controls, Panel, ReactFlow, type Connection, type EdgeChange, type ReactFlowInstance, type Viewport } from '@xyflow/react';
import { memo, useCallback, type MouseEvent } from 'react';
import { useConnect } from '@/api/connections';
import { isPlain } from '@/ui/plainClick';
import { refused, told } from '@/ui/toasts';
import type { EndNode, LineEdge } from './elements';
import { EndBox } from './EndBox';
import classes from './Graph.module.css';
import { Line } from './Line';

export type Flow = ReactFlowInstance<EndNode, LineEdge>;

/** `room`: the size of the picture, nearly; what is in sight is drawn at once by it. */
type Props = { room: { width: number; height: number }; start: Viewport; nodes: EndNode[]; edges: LineEdge[]; mayEdit: boolean; onOpenEdge: (id: string) => void; onReady: (flow: Flow) => void; onZoom: (zoom: number) => void };

const nodeTypes = { end: EndBox };
const edgeTypes = { line: Line };
const fit = { minZoom: 0.25, maxZoom: 1, padding: 0.1 };

/** What can be moved, zoomed and connected. It is drawn anew when what it shows changes, and not for a letter that is typed. */
export const Picture = memo(function Picture({ room, start, nodes, edges, mayEdit, onOpenEdge, onReady, onZoom }: Props) {
  const navigate = useNavigate();
  const { mutate } = useConnect();
  const colours = useComputedColorScheme('light');
  const onConnect = useCallback(
    ({ source, target }: Connection) => {
      const nameOf = (id: string) => nodes.find((node) => node.id === id)?.data.name ?? id;
      mutate({ sourceId: source, destinationId: target, enabled: true, settings: {} }, { onError: refused, onSuccess: () => told(`${nameOf(source)} sends to ${nameOf(target)} from now on.`) });
    },
    [mutate, nodes],
  );
  const isNew = useCallback(({ source, target }: Connection | LineEdge) => !edges.some((edge) => edge.source === source && edge.target === target), [edges]);
  const onEdgesChange = useCallback(
    (changes: EdgeChange<LineEdge>[]) => {
      const chosen = changes.find((change) => change.type === 'select' && change.selected);
      if (chosen?.type === 'select') {
        onOpenEdge(chosen.id);
      }
    },
    [onOpenEdge],
  );
  const follow = useCallback(
    (click: MouseEvent, { data: { href } }: EndNode) => {
      if (isPlain(click)) {
        click.preventDefault();
        void navigate({ to: href });
      }
    },
    [navigate],
  );
  return (
    <ReactFlow
      width={room.width}
      height={room.height}
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      defaultViewport={start}
      onlyRenderVisibleElements
      nodesDraggable={false}
      nodesFocusable={false}
      nodesConnectable={mayEdit}
      edgesReconnectable={false}
      multiSelectionKeyCode={null}
      selectionKeyCode={null}
      deleteKeyCode={null}
      zoomOnDoubleClick={false}
      panOnScroll
      minZoom={fit.minZoom}
      maxZoom={1.5}
      connectionRadius={60}
      colorMode={colours}
      isValidConnection={isNew}
      onConnect={onConnect}
      onEdgesChange={onEdgesChange}
      onNodeClick={follow}
      onInit={onReady}
      onMove={(_, { zoom }) => onZoom(zoom)}
    >
      <Controls showInteractive={false} fitViewOptions={fit} />
      {mayEdit && (
        <Panel position="bottom-right" className={classes.hint ?? ''}>
          Drag from a source to a destination to connect them
        </Panel>
      )}
    </ReactFlow>
  );
});
