const AROUND_MS = 24 * 3_600_000;
const WEEK_HOURS = 7 * 24;

/** Where an event is looked for: about the time that something happened to it, otherwise in the last week. */
export function reachOf(at: string | undefined): { since: string; until: string } | { withinHours: number } {
  const time = at === undefined ? Number.NaN : Date.parse(at);
  return Number.isNaN(time) ? { withinHours: WEEK_HOURS } : { since: new Date(time - AROUND_MS).toISOString(), until: new Date(time + AROUND_MS).toISOString() };
}
