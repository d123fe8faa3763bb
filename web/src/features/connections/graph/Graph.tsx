import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useWorkspaceId } from '@/api/workspace';
import type { Found } from '../find';
import { orderOf, placesOf } from '../layout';
import type { Model } from '../model';
import { useKindNames } from '../useKindNames';
import { edgesOf, labelledOf, labelsOf, nodesOf, type EndNode, type LineEdge } from './elements';
import { Dimming, DimmingContext } from './found';
import classes from './Graph.module.css';
import { Kept } from './kept';
import type { Labelled } from './labels';
import { Picture, type Flow } from './Picture';
import { startOf } from './viewport';

/** `shows` is the text that the picture answers. */
type Props = { shows: string; model: Model; found: Found | null; minutes: number; mayEdit: boolean; openEdge: string | undefined; onOpenEdge: (id: string) => void };

const SETTLED_MS = 300;
const FAR = 0.5;

// Of Shell.module.css and Graph.module.css.
const NARROW_PX = 768;
const NAVIGATION_PX = 220;
const PADDING_PX = 20;
const AROUND_PX = 228;
const LEAST_PX = 420;

/** Sources at the left, destinations at the right, what goes from one to another between them. */
export function Graph({ shows, model, found, minutes, mayEdit, openEdge, onOpenEdge }: Props) {
  const workspaceId = useWorkspaceId();
  const { iconOf } = useKindNames();
  const [flow, setFlow] = useState<Flow | null>(null);
  const frame = useRef<HTMLElement>(null);
  const [dimming] = useState(() => new Dimming());
  useLayoutEffect(() => dimming.show(found), [dimming, found]);

  // Places change with what there is, not with its figures.
  const shape = useMemo(() => JSON.stringify([model.sources.map((s) => s.id), model.destinations.map((d) => d.id), model.edges.map((e) => [e.source.id, e.destination.id])]), [model]);
  const places = useMemo(() => {
    const [sources, destinations, links] = JSON.parse(shape) as [string[], string[], [string, string][]];
    const order = orderOf(sources, destinations, links.map(([source, destination]) => ({ source, destination })));
    return placesOf(order.sources, order.destinations);
  }, [shape]);
  // Known before the first picture, and then never again: it would move whenever something is added.
  const [room] = useState(roomFor);
  const [start] = useState(() => startOf(places, room));
  // With each answer of the server the model is another; most often nothing of it is seen.
  const [keptNodes] = useState(() => new Kept<EndNode>());
  const [keptLabels] = useState(() => new Kept<Labelled>());
  const [keptEdges] = useState(() => new Kept<LineEdge>());
  const nodes = useMemo(() => keptNodes.of(nodesOf(model, places, minutes, iconOf, (end) => `/w/${workspaceId}/${end.kind}s/${end.id}`)), [keptNodes, model, places, minutes, iconOf, workspaceId]);
  const labelled = useMemo(() => keptLabels.of(labelledOf(model, places, minutes)), [keptLabels, model, places, minutes]);
  const labels = useMemo(() => labelsOf(labelled), [labelled]);
  const edges = useMemo(() => keptEdges.of(edgesOf(model, labels, openEdge)), [keptEdges, model, labels, openEdge]);

  // Brings what was found into view, once nobody types any more.
  const key = found === null ? '' : [...found].join(' ');
  useEffect(() => {
    if (flow === null || key === '') {
      return;
    }

    const timer = setTimeout(() => void flow.fitView({ nodes: seenOf(flow, key.split(' '), frame.current?.clientHeight ?? 0), maxZoom: 1, minZoom: FAR, padding: 0.15, duration: 200 }), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [flow, key]);

  const zoomed = useCallback((zoom: number) => void frame.current?.toggleAttribute('data-far', zoom < FAR), []);
  return (
    <section ref={frame} className={classes.frame} aria-label="Graph of connections" data-shows={shows}>
      <DimmingContext value={dimming}>
        <Picture room={room} start={start} nodes={nodes} edges={edges} mayEdit={mayEdit} onOpenEdge={onOpenEdge} onReady={setFlow} onZoom={zoomed} />
      </DimmingContext>
    </section>
  );
}

// The frame's size, nearly: to measure it, the page would have to be laid out before there is anything in it.
function roomFor() {
  const beside = window.innerWidth > NARROW_PX ? NAVIGATION_PX : 0;
  return { width: window.innerWidth - beside - 2 * PADDING_PX, height: Math.max(LEAST_PX, window.innerHeight - AROUND_PX) };
}

// What was found and what it is connected with; only the first of it, when all of that can't be seen at once.
function seenOf(flow: Flow, found: readonly string[], height: number) {
  const ids = new Set(found);
  const all = flow.getNodes().filter((node) => ids.has(node.id));
  const first = all.filter((node) => node.id === found[0]);
  return first.length > 0 && flow.getNodesBounds(all).height * FAR > height ? first : all;
}
