import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client';

/** Kinds of destinations. They are the program's: they change with its version only. */
export const destinationTypesQuery = queryOptions({
  queryKey: ['destination-types'],
  staleTime: Infinity,
  queryFn: async () => (await answerOf(api.GET('/api/v1/definitions/destinations'))).items,
});
