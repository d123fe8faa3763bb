import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client';

/** Every page of the guide, whole: they are few, and are searched here. */
export const guidesQuery = queryOptions({
  queryKey: ['guides'],
  staleTime: Infinity,
  queryFn: async () => (await answerOf(api.GET('/api/v1/docs'))).items,
});
