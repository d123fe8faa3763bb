/** The server takes no more at once. */
const MOST_CHOSEN = 1_000;

/** What is marked and still there, no more than can be sent. */
export function chosenOf(marked: readonly string[], there: readonly string[]): string[] {
  const known = new Set(there);
  return marked.filter((id) => known.has(id)).slice(0, MOST_CHOSEN);
}

export function toggled(chosen: readonly string[], id: string): string[] {
  return chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id];
}
