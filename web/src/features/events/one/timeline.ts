import type { DestinationHistory, EventHistory, LiveView } from '@/api/generated/schema';

/** Something that happened to an event. */
export type Moment = { at: string | null; step: string; text: string; milliseconds?: number | undefined };

/** What became of an event for a destination. */
export type Branch = { destinationId: string; name: string; state: string; moments: Moment[]; history: DestinationHistory | undefined };

/** The event's way: what happened before the destinations, then for each of them. */
export type Way = { begin: Moment[]; branches: Branch[] };

/**
 * Puts together what the server remembers of an event and what was seen of it live. What is known twice is told once.
 * @param history Null: it isn't known (any more).
 * @param seen Steps that were seen live, the first of them first.
 */
export function wayOf(history: EventHistory | null, seen: readonly LiveView[], sourceName: (id: string) => string, destinationName: (id: string) => string): Way {
  const begin: Moment[] = [];
  const received = seen.find((step) => step.step === 'received');
  if (history !== null || received) {
    begin.push({ at: history?.receivedAt ?? received?.at ?? null, step: 'received', text: `From ${history?.sourceName ?? sourceName(history?.sourceId ?? received?.sourceId ?? '')}` });
  }

  const dropped = seen.find((step) => step.step === 'dropped' && step.destinationId === '');
  if (dropped || (history?.dropped ?? null) !== null) {
    begin.push({ at: dropped?.at ?? null, step: 'dropped', text: dropped?.detail ?? history?.dropped ?? '' });
  }

  const ids = new Set([...(history?.destinations.map((one) => one.id) ?? []), ...seen.map((step) => step.destinationId).filter((id) => id !== '')]);
  return { begin, branches: [...ids].map((id) => branchOf(id, history?.destinations.find((one) => one.id === id), seen.filter((step) => step.destinationId === id), destinationName)) };
}

function branchOf(destinationId: string, history: DestinationHistory | undefined, seen: readonly LiveView[], nameOf: (id: string) => string): Branch {
  const moments = seen.map((step): Moment => ({ at: step.at, step: step.step, text: textOf(step.statusCode, step.detail), milliseconds: step.milliseconds ?? undefined }));
  const last = seen.at(-1)?.step;
  if (history && history.state !== last) {
    moments.push({ at: history.failedAt ?? null, step: history.state, text: textOf(history.statusCode ?? 0, history.detail ?? '') });
  }

  return { destinationId, name: history?.name ?? nameOf(destinationId), state: history?.state ?? last ?? 'waiting', moments, history };
}

// 298 is how the router itself says that it left an event out.
const OWN_STATUS = 298;
const answer = (status: number) => (status === 0 || status === OWN_STATUS ? '' : `answered ${status}`);

/** The answer and what is known about it, which may begin with the answer already. */
function textOf(status: number, detail: string): string {
  return detail.startsWith(answer(status)) ? detail : [answer(status), detail].filter((part) => part !== '').join(' · ');
}
