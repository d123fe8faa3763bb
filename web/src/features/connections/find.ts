import type { Edge, End, Model, State } from './model';

/** What is looked for; it stands in the address. */
export type Wanted = { q?: string; state?: State; type?: string };

/** Ids of what was found: ends and connections. */
export type Found = ReadonlySet<string>;

/** Everything that fits, and what it is connected with; null: nothing was looked for. */
export function find(model: Model, { q = '', state, type }: Wanted): null | Found {
  const text = q.trim().toLowerCase();
  if (text === '' && state === undefined && type === undefined) {
    return null;
  }

  const found = new Set<string>();
  for (const end of [...model.sources, ...model.destinations]) {
    if (fitsText(end, text) && fitsType(end, type) && (state === undefined || end.state === state)) {
      found.add(end.id);
    }
  }

  const near = new Set<string>();
  for (const edge of model.edges) {
    if (fitsEdge(edge, { text, state, type })) {
      near.add(edge.id).add(edge.source.id).add(edge.destination.id);
    }
  }

  return new Set([...found, ...near]);
}

/** Connections that fit: of the table. */
export function findEdges(edges: readonly Edge[], { q = '', state, type }: Wanted): Edge[] {
  const text = q.trim().toLowerCase();
  return edges.filter((edge) => fitsEdge(edge, { text, state, type }));
}

function fitsEdge(edge: Edge, { text, state, type }: { text: string; state: State | undefined; type: string | undefined }): boolean {
  const names = text === '' || fitsText(edge.source, text) || fitsText(edge.destination, text) || (edge.transformation?.toLowerCase().includes(text) ?? false) || edge.id === text;
  return names && (fitsType(edge.source, type) || fitsType(edge.destination, type)) && (state === undefined || edge.state === state);
}

function fitsText(end: End, text: string): boolean {
  return text === '' || end.name.toLowerCase().includes(text) || end.type.toLowerCase().includes(text) || end.id.toLowerCase() === text;
}

function fitsType(end: End, type: string | undefined): boolean {
  return type === undefined || end.type === type;
}
