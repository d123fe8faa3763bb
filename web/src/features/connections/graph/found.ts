import { createContext, use } from 'react';
import type { Found } from '../find';

/** What was looked for and found. Not a part of what is drawn: a letter typed draws again what is seen, not everything there is. */
export const FoundContext = createContext<Found | null>(null);

export function useIsDim(id: string): boolean {
  const found = use(FoundContext);
  return found !== null && !found.has(id);
}
