import { QueryClient } from '@tanstack/react-query';
import { Problem } from './problem';

const MOST_TRIES = 2;

/** What the server said before, kept while it is looked at. */
export const queries = new QueryClient({
  defaultOptions: {
    mutations: { networkMode: 'always' },
    queries: {
      // The server may be on this very machine: whether the browser thinks that it is online says nothing.
      networkMode: 'always',
      staleTime: 5_000,
      // What was refused stays refused; what did not arrive may arrive.
      retry: (failures, error) => failures < MOST_TRIES && !(error instanceof Problem && error.status >= 400 && error.status < 500),
    },
  },
});
