import '@xyflow/react/dist/style.css';
import { useComputedColorScheme } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { Controls, Panel, ReactFlow, type Connection, type EdgeChange, type ReactFlowInstance } from '@xyflow/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useConnect } from '@/api/connections';
import { useWorkspaceId } from '@/api/workspace';
import { refused, told } from '@/ui/toasts';
import type { Found } from '../find';
import { orderOf, placesOf } from '../layout';
import type { Model } from '../model';
import { useKindNames } from '../useKindNames';
import { spokenOf } from '../words';
import { edgesOf, nodesOf, type EndNode, type LineEdge } from './elements';
import { EndBox } from './EndBox';
import classes from './Graph.module.css';
import { Line } from './Line';
import { startOf } from './viewport';

/** `shows` is the text that the picture answers. */
type Props = { shows: string; model: Model; found: Found | null; minutes: number; mayEdit: boolean; openEdge: string | undefined; onOpenEdge: (id: string) => void };

const nodeTypes = { end: EndBox };
const edgeTypes = { line: Line };
const SETTLED_MS = 300;
const FAR = 0.5;

/** Sources at the left, destinations at the right, what goes from one to another between them. */
export function Graph({ shows, model, found, minutes, mayEdit, openEdge, onOpenEdge }: Props) {
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const connect = useConnect();
  const { iconOf } = useKindNames();
  const [flow, setFlow] = useState<ReactFlowInstance<EndNode, LineEdge> | null>(null);
  const frame = useRef<HTMLElement>(null);

  // Places change with what there is, not with its figures.
  const shape = useMemo(() => JSON.stringify([model.sources.map((s) => s.id), model.destinations.map((d) => d.id), model.edges.map((e) => [e.source.id, e.destination.id])]), [model]);
  const places = useMemo(() => {
    const [sources, destinations, links] = JSON.parse(shape) as [string[], string[], [string, string][]];
    const order = orderOf(sources, destinations, links.map(([source, destination]) => ({ source, destination })));
    return placesOf(order.sources, order.destinations);
  }, [shape]);
  const nodes = useMemo(() => nodesOf(model, places, found, minutes, iconOf, (end) => `/w/${workspaceId}/${end.kind}s/${end.id}`), [model, places, found, minutes, iconOf, workspaceId]);
  const edges = useMemo(() => edgesOf(model, found, minutes, openEdge, (edge) => spokenOf(edge, minutes)), [model, found, minutes, openEdge]);
  const connected = useMemo(() => new Set(model.edges.map((e) => `${e.source.id} ${e.destination.id}`)), [model]);

  // Brings what was found into view, once nobody types any more.
  const key = found === null ? '' : [...found].join(' ');
  useEffect(() => {
    if (flow === null || key === '') {
      return;
    }

    const ids = new Set(key.split(' '));
    const timer = setTimeout(() => void flow.fitView({ nodes: flow.getNodes().filter((n) => ids.has(n.id)), maxZoom: 1, minZoom: FAR, padding: 0.15, duration: 200 }), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [flow, key]);

  const make = ({ source, target }: Connection) => {
    const [from, to] = [model.sources.find((s) => s.id === source), model.destinations.find((d) => d.id === target)];
    connect.mutate({ sourceId: source, destinationId: target, enabled: true, settings: {} }, { onError: refused, onSuccess: () => told(`${from?.name ?? source} sends to ${to?.name ?? target} from now on.`) });
  };
  const onEdgesChange = (changes: EdgeChange<LineEdge>[]) => {
    const chosen = changes.find((change) => change.type === 'select' && change.selected);
    if (chosen?.type === 'select') {
      onOpenEdge(chosen.id);
    }
  };

  return (
    <section ref={frame} className={classes.frame} aria-label="Graph of connections" data-shows={shows}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
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
        minZoom={0.25}
        maxZoom={1.5}
        connectionRadius={60}
        colorMode={useComputedColorScheme('light')}
        isValidConnection={({ source, target }) => !connected.has(`${source} ${target}`)}
        onConnect={make}
        onEdgesChange={onEdgesChange}
        onNodeClick={(_, node) => void navigate({ to: node.data.href })}
        onInit={(instance) => {
          void instance.setViewport(startOf(places, { width: frame.current?.clientWidth ?? 0, height: frame.current?.clientHeight ?? 0 }));
          setFlow(instance);
        }}
        onMove={(_, { zoom }) => frame.current?.toggleAttribute('data-far', zoom < FAR)}
      >
        <Controls showInteractive={false} fitViewOptions={{ minZoom: 0.25, maxZoom: 1, padding: 0.1 }} />
        {mayEdit && (
          <Panel position="bottom-right" className={classes.hint ?? ''}>
            Drag from a source to a destination to connect them
          </Panel>
        )}
      </ReactFlow>
    </section>
  );
}
