/** Counts over time. */
export function CountsTab() {
  return null;
}
