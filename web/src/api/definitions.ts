import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client';

/** They are the program's: they change with its version only. */
const forever = { staleTime: Infinity };

/** Kinds of destinations. */
export const destinationTypesQuery = queryOptions({
  queryKey: ['destination-types'],
  ...forever,
  queryFn: async () => (await answerOf(api.GET('/api/v1/definitions/destinations'))).items,
});

/** A kind of destination: its form above all. */
export const destinationTypeQuery = (name: string) =>
  queryOptions({
    queryKey: ['destination-types', name],
    ...forever,
    queryFn: () => answerOf(api.GET('/api/v1/definitions/destinations/{name}', { params: { path: { name } } })),
  });

/** The guide to a kind of destination, in Markdown. */
export const destinationGuideQuery = (name: string) =>
  queryOptions({
    queryKey: ['destination-types', name, 'guide'],
    ...forever,
    queryFn: () => answerOf(api.GET('/api/v1/definitions/destinations/{name}/docs', { params: { path: { name } }, parseAs: 'text' })),
  });
