import { QueryClient } from '@tanstack/react-query';
import { Problem } from './problem';

const MOST_TRIES = 2;

/** What the server said before, kept while it is looked at. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // What was refused stays refused; what did not arrive may arrive.
      retry: (failures, error) => failures < MOST_TRIES && !(error instanceof Problem && error.status >= 400 && error.status < 500),
    },
  },
});
