/** Where things stand: sources in a column at the left, destinations at the right. */

export const NODE_WIDTH = 250;
export const NODE_HEIGHT = 56;
const ROW = 84;
/** Between the columns. */
export const GAP = 340;
const SWEEPS = 12;

type Link = { source: string; destination: string };
export type Place = { x: number; y: number };

/**
 * Orders both columns so that few connections cross: each goes to the mean place of what it is connected with, in turns (the barycentre method).
 * What is connected with nothing stands at the end. The same input gives the same picture.
 */
export function orderOf(sources: readonly string[], destinations: readonly string[], links: readonly Link[]): { sources: string[]; destinations: string[] } {
  const ofSource = neighbours(links, 'source', 'destination');
  const ofDestination = neighbours(links, 'destination', 'source');
  let best = { sources: apart(sources, ofSource), destinations: apart(destinations, ofDestination) };
  let fewest = crossings(best.sources, best.destinations, links);
  let now = best;
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
    const right = sorted(now.destinations, ofDestination, now.sources);
    now = { destinations: right, sources: sorted(now.sources, ofSource, right) };
    const count = crossings(now.sources, now.destinations, links);
    if (count < fewest) {
      [best, fewest] = [now, count];
    }
  }

  return best;
}

/** The place of each, by id. The shorter column stretches beside the longer one. */
export function placesOf(sources: readonly string[], destinations: readonly string[]): Map<string, Place> {
  const places = new Map<string, Place>();
  const tallest = Math.max(sources.length, destinations.length);
  for (const [x, column] of [[0, sources], [NODE_WIDTH + GAP, destinations]] as const) {
    const stretch = column.length === 0 ? 1 : Math.min(tallest / column.length, 3);
    column.forEach((id, row) => places.set(id, { x, y: (row * stretch + (stretch - 1) / 2) * ROW }));
  }

  return places;
}

/** How many pairs of connections cross. */
export function crossings(sources: readonly string[], destinations: readonly string[], links: readonly Link[]): number {
  const [left, right] = [rows(sources), rows(destinations)];
  const ends = links
    .map((l) => [left.get(l.source) ?? 0, right.get(l.destination) ?? 0] as const)
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  // Inversions of the right ends, counted in a tree of sums.
  const tree = new Array<number>(destinations.length + 1).fill(0);
  let count = 0;
  ends.forEach(([, end], seen) => {
    let notAbove = 0;
    for (let i = end + 1; i > 0; i -= i & -i) {
      notAbove += tree[i] ?? 0;
    }

    count += seen - notAbove;
    for (let i = end + 1; i < tree.length; i += i & -i) {
      tree[i] = (tree[i] ?? 0) + 1;
    }
  });
  return count;
}

function neighbours(links: readonly Link[], of: keyof Link, other: keyof Link): Map<string, string[]> {
  const map = new Map<string, string[]>();
  for (const link of links) {
    const list = map.get(link[of]);
    if (list === undefined) {
      map.set(link[of], [link[other]]);
    } else {
      list.push(link[other]);
    }
  }

  return map;
}

function apart(ids: readonly string[], connected: ReadonlyMap<string, string[]>): string[] {
  return [...ids.filter((id) => connected.has(id)), ...ids.filter((id) => !connected.has(id))];
}

function sorted(ids: readonly string[], connected: ReadonlyMap<string, string[]>, others: readonly string[]): string[] {
  const row = rows(others);
  const mean = new Map(ids.map((id) => {
    const near = connected.get(id) ?? [];
    return [id, near.length === 0 ? Infinity : near.reduce((sum, other) => sum + (row.get(other) ?? 0), 0) / near.length];
  }));
  return ids.map((id, index) => ({ id, index, mean: mean.get(id) ?? Infinity })).sort((a, b) => (a.mean === b.mean ? a.index - b.index : a.mean - b.mean)).map((at) => at.id);
}

function rows(ids: readonly string[]): Map<string, number> {
  return new Map(ids.map((id, row) => [id, row]));
}
