import type { DestinationLatency } from '@/api/generated/schema';
import type { Edge } from './model';

export const columns = ['source', 'destination', 'transformation', 'state', 'events', 'failed', 'p50', 'p95'] as const;
export type Column = (typeof columns)[number];

/** What the table is sorted by; `-events`: the most first. */
export type Sort = Column | `-${Column}`;

export function sortOf(text: unknown): Sort | undefined {
  return typeof text === 'string' && (columns as readonly string[]).includes(text.replace(/^-/, '')) ? (text as Sort) : undefined;
}

/** What a click on a column's head asks for: numbers begin with the largest. */
export function nextSort(now: Sort, column: Column): Sort {
  const first: Sort = ['events', 'failed', 'p50', 'p95'].includes(column) ? `-${column}` : column;
  const second: Sort = first === column ? `-${column}` : column;
  return now === first ? second : first;
}

export type Row = Edge & { p50: null | number; p95: null | number };

/** Rows with the time from an event's receipt to its delivery, of the last hour. */
export function rowsOf(edges: readonly Edge[], latency: readonly DestinationLatency[]): Row[] {
  const times = new Map(latency.map((l) => [l.destinationId, l.lastHour.delivery]));
  return edges.map((edge) => ({ ...edge, p50: times.get(edge.destination.id)?.p50 ?? null, p95: times.get(edge.destination.id)?.p95 ?? null }));
}

export function sortRows(rows: readonly Row[], sort: Sort): Row[] {
  const [column, sign] = sort.startsWith('-') ? [sort.slice(1) as Column, -1] : [sort as Column, 1];
  return [...rows].sort((a, b) => compare(valueOf(a, column), valueOf(b, column), sign) || a.source.name.localeCompare(b.source.name) || a.id.localeCompare(b.id));
}

/** What is not known stands last, whichever way. */
function compare(a: null | number | string, b: null | number | string, sign: number): number {
  if (a === null || b === null) {
    return (a === null ? 1 : 0) - (b === null ? 1 : 0);
  }

  return sign * (typeof a === 'string' ? a.localeCompare(String(b)) : a - Number(b));
}

function valueOf(row: Row, column: Column): null | number | string {
  switch (column) {
    case 'source':
    case 'destination':
      return row[column].name;
    case 'events':
    case 'failed':
      return row.flow[column];
    default:
      return row[column];
  }
}

export type TablePage = { rows: Row[]; from: number; before: null | string; after: null | string };

/** The rows that follow the one with an id. One that is gone: the first page. `before` is null on the first page, empty when the one before is the first. */
export function pageOf(rows: readonly Row[], after: string | undefined, size: number): TablePage {
  const from = after === undefined ? 0 : rows.findIndex((r) => r.id === after) + 1;
  const shown = rows.slice(from, from + size);
  return {
    rows: shown,
    from,
    before: from === 0 ? null : (rows[from - size - 1]?.id ?? ''),
    after: from + size < rows.length ? (shown.at(-1)?.id ?? null) : null,
  };
}
