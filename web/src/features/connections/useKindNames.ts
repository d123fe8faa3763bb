import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { destinationTypesQuery } from '@/api/definitions';
import { sourceTypesQuery } from '@/api/sources';

type Kinds = { isComing: boolean; nameOf: (type: string) => string; iconOf: (type: string) => string | undefined };

/** Names and icons of kinds of sources and destinations. */
export function useKindNames(): Kinds {
  const { data: sources, isLoading: sourcesCome } = useQuery(sourceTypesQuery);
  const { data: destinations, isLoading: destinationsCome } = useQuery(destinationTypesQuery);
  const isComing = sourcesCome || destinationsCome;
  return useMemo(() => {
    const kinds = new Map([...(sources ?? []), ...(destinations ?? [])].map((kind) => [kind.name, kind]));
    return { isComing, nameOf: (type) => kinds.get(type)?.displayName ?? type, iconOf: (type) => kinds.get(type)?.icon ?? undefined };
  }, [sources, destinations, isComing]);
}
