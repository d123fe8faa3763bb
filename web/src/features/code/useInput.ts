import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { newestEventsQuery } from '@/api/code';
import { useWorkspaceId } from '@/api/workspace';
import { readEvents, shown, type JsonObject } from './outcome';
import { samples } from './samples';

/** Where the events come from that code is tried on. */
export type InputWay = 'samples' | 'pasted' | 'recent';

export type Input = {
  way: InputWay;
  setWay: (way: InputWay) => void;
  /** Types of samples. */
  types: string[];
  setTypes: (types: string[]) => void;
  pasted: string;
  setPasted: (text: string) => void;
  /** Of recent events; empty: any. */
  source: string;
  setSource: (id: string) => void;
  recent: { events: JsonObject[]; isLoading: boolean; error: unknown; reread: () => void };
  /** @throws {Error} A sentence that says why there are none. */
  events: () => JsonObject[];
};

/** Events to try code on: samples, pasted ones, or the newest of the log. */
export function useInput(): Input {
  const workspaceId = useWorkspaceId();
  const [way, setWay] = useState<InputWay>('samples');
  const [types, setTypes] = useState(['track', 'identify']);
  const [pasted, setPasted] = useState(() => shown(samples.track));
  const [source, setSource] = useState('');
  const recent = useQuery({ ...newestEventsQuery(workspaceId, source), enabled: way === 'recent' });
  const events = (recent.data ?? []).map((item) => item.event as JsonObject);

  return {
    way,
    setWay,
    types,
    setTypes,
    pasted,
    setPasted,
    source,
    setSource,
    recent: { events, isLoading: recent.isFetching, error: recent.error, reread: () => void recent.refetch() },
    events: () => {
      const chosen = way === 'pasted' ? readEvents(pasted) : way === 'samples' ? types.flatMap((type): JsonObject[] => (samples[type] === undefined ? [] : [samples[type]])) : events;
      if (chosen.length === 0) {
        throw new Error(way === 'samples' ? 'Choose a type of sample event.' : 'There are no recent events. Send some, or try samples.');
      }

      return chosen;
    },
  };
}
