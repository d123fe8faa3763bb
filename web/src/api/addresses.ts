import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client';

/** Where SDKs send, and where they learn their configuration. */
export const addressesQuery = queryOptions({ queryKey: ['addresses'], staleTime: Infinity, queryFn: () => answerOf(api.GET('/api/v1/addresses')) });
