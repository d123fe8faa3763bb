import { Position, type Edge as FlowEdge, type Node as FlowNode } from '@xyflow/react';
import { NODE_HEIGHT, NODE_WIDTH, type Place } from '../layout';
import type { End, Model, State } from '../model';
import { figuresOf, lineOf, spokenOf } from '../words';
import { fractionsOf, type Labelled } from './labels';

/** What is shown, as it is shown: what does not show does not draw anything anew. */
export type EndNode = FlowNode<Pick<End, 'name' | 'kind' | 'state'> & { figures: [state: string, more: null | string]; icon: string | undefined; href: string }, 'end'>;
/** `at`: the fraction of the line where its text stands. */
export type LineEdge = FlowEdge<{ state: State; text: string; at: number; width: number }, 'line'>;

const HANDLE = 14;
const WIDEST = 6;

/** What is drawn of the ends. Sizes and handles are told, so that nothing has to be drawn to be measured. */
export function nodesOf(model: Model, places: ReadonlyMap<string, Place>, minutes: number, iconOf: (type: string) => string | undefined, hrefOf: (end: End) => string): EndNode[] {
  return [...model.sources, ...model.destinations].map((end): EndNode => {
    const isSource = end.kind === 'source';
    return {
      id: end.id,
      type: 'end',
      position: places.get(end.id) ?? { x: 0, y: 0 },
      width: NODE_WIDTH,
      height: NODE_HEIGHT,
      measured: { width: NODE_WIDTH, height: NODE_HEIGHT },
      handles: [
        { id: null, type: isSource ? 'source' : 'target', position: isSource ? Position.Right : Position.Left, x: (isSource ? NODE_WIDTH : 0) - HANDLE / 2, y: (NODE_HEIGHT - HANDLE) / 2, width: HANDLE, height: HANDLE },
      ],
      data: { name: end.name, kind: end.kind, state: end.state, figures: figuresOf(end, minutes), icon: iconOf(end.type), href: hrefOf(end) },
    };
  });
}

type Labels = ReadonlyMap<string, { text: string; at: number }>;

/** What stands at each connection, and between which heights. */
export function labelledOf(model: Model, places: ReadonlyMap<string, Place>, minutes: number): Labelled[] {
  return model.edges.map((edge) => ({ id: edge.id, from: places.get(edge.source.id)?.y ?? 0, to: places.get(edge.destination.id)?.y ?? 0, text: lineOf(edge, minutes) }));
}

/** Where each stands. */
export function labelsOf(labelled: readonly Labelled[]): Labels {
  const fractions = fractionsOf(labelled);
  return new Map(labelled.map(({ id, text }) => [id, { text, at: fractions.get(id) ?? 0.5 }]));
}

export function edgesOf(model: Model, labels: Labels, open: string | undefined): LineEdge[] {
  const busiest = Math.max(1, ...model.edges.map((edge) => edge.flow.events));
  return model.edges.map((edge): LineEdge => {
    const selected = edge.id === open;
    const { text, at } = labels.get(edge.id) ?? { text: '', at: 0.5 };
    return {
      id: edge.id,
      type: 'line',
      source: edge.source.id,
      target: edge.destination.id,
      selected,
      ariaLabel: spokenOf(edge, text),
      // What fails lies above the others, so that no line goes through its text.
      zIndex: selected ? 2 : edge.state === 'failing' ? 1 : 0,
      data: { state: edge.state, text, at, width: widthOf(edge.flow.events, busiest) },
    };
  });
}

/** By the logarithm: a hundred times the events is not a hundred times the line. */
function widthOf(events: number, busiest: number): number {
  return 1.5 + (WIDEST - 1.5) * (Math.log1p(events) / Math.log1p(busiest));
}
