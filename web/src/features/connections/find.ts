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

  const fitsText = fitterOf(text);
  const found = new Set<string>();
  for (const end of [...model.sources, ...model.destinations]) {
    if (fitsText(end) && fitsType(end, type) && (state === undefined || end.state === state)) {
      found.add(end.id);
    }
  }

  const near = new Set<string>();
  for (const edge of model.edges) {
    if (fitsEdge(edge, { text, fitsText, state, type })) {
      near.add(edge.id).add(edge.source.id).add(edge.destination.id);
    }
  }

  return new Set([...found, ...near]);
}

/** Connections that fit: of the table. */
export function findEdges(edges: readonly Edge[], { q = '', state, type }: Wanted): Edge[] {
  const text = q.trim().toLowerCase();
  const fitsText = fitterOf(text);
  return edges.filter((edge) => fitsEdge(edge, { text, fitsText, state, type }));
}

type Fits = (end: End) => boolean;

function fitsEdge(edge: Edge, { text, fitsText, state, type }: { text: string; fitsText: Fits; state: State | undefined; type: string | undefined }): boolean {
  const names = fitsText(edge.source) || fitsText(edge.destination) || (edge.transformation?.toLowerCase().includes(text) ?? false) || edge.id === text;
  return names && (fitsType(edge.source, type) || fitsType(edge.destination, type)) && (state === undefined || edge.state === state);
}

/** An end has many connections: each is looked at once. */
function fitterOf(text: string): Fits {
  const known = new Map<End, boolean>();
  const look = (end: End) => text === '' || end.name.toLowerCase().includes(text) || end.type.toLowerCase().includes(text) || end.id.toLowerCase() === text;
  return (end) => {
    const fits = known.get(end) ?? look(end);
    known.set(end, fits);
    return fits;
  };
}

function fitsType(end: End, type: string | undefined): boolean {
  return type === undefined || end.type === type;
}
