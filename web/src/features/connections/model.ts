import type { ConnectionView, CounterSum, DestinationStatus, DestinationView, SourceView } from '@/api/generated/schema';

/** How a source, a connection or a destination does; the words are shown as they are. */
export type State = 'on' | 'off' | 'paused' | 'failing';

/** What went through in the time looked at. */
export type Flow = { events: number; failed: number };

export type End = { id: string; kind: 'source' | 'destination'; name: string; type: string; state: State; flow: Flow; problem: string };

export type Edge = { id: string; connection: ConnectionView; source: End; destination: End; state: State; flow: Flow; transformation: null | string };

export type Model = { sources: End[]; destinations: End[]; edges: Edge[] };

export type Told = {
  sources: readonly SourceView[];
  destinations: readonly DestinationView[];
  connections: readonly ConnectionView[];
  sums: readonly CounterSum[];
  status: readonly DestinationStatus[];
  /** Names of transformations by id. */
  transformations: ReadonlyMap<string, string>;
};

const nothing: Flow = { events: 0, failed: 0 };

/** Puts together what the server says in several answers. */
export function modelOf(told: Told): Model {
  const flows = new Map(told.sums.map((s) => [pair(s.sourceId, s.destinationId), s]));
  const standing = new Map(told.status.map((s) => [s.destinationId, s]));
  const destinationFlows = sumByDestination(told.sums);

  const sources = new Map(
    told.sources.map((s): [string, End] => [
      s.id,
      { id: s.id, kind: 'source', name: s.name, type: s.type, state: s.enabled ? 'on' : 'off', flow: { events: flows.get(pair(s.id, ''))?.received ?? 0, failed: 0 }, problem: '' },
    ]),
  );
  const destinations = new Map(
    told.destinations.map((d): [string, End] => {
      const status = standing.get(d.id);
      const flow = destinationFlows.get(d.id) ?? nothing;
      return [d.id, { id: d.id, kind: 'destination', name: d.name, type: d.type, state: stateOf(d, status, flow), flow, problem: problemOf(d, status) }];
    }),
  );
  const transformationOf = new Map(told.destinations.map((d) => [d.id, d.transformationId]));
  const edges = told.connections.flatMap((connection): Edge[] => {
    const [source, destination] = [sources.get(connection.sourceId), destinations.get(connection.destinationId)];
    if (source === undefined || destination === undefined) {
      return [];
    }

    const sum = flows.get(pair(source.id, destination.id));
    const flow = sum === undefined ? nothing : flowOf(sum);
    const transformationId = transformationOf.get(destination.id) ?? null;
    return [{ id: connection.id, connection, source, destination, flow, state: edgeState(connection.enabled, source, destination, flow), transformation: transformationId === null ? null : (told.transformations.get(transformationId) ?? transformationId) }];
  });
  return { sources: [...sources.values()], destinations: [...destinations.values()], edges };
}

function stateOf(destination: DestinationView, status: DestinationStatus | undefined, flow: Flow): State {
  if (!destination.enabled) {
    return 'off';
  }

  if (destination.paused) {
    return 'paused';
  }

  return status !== undefined && (status.isRefusing || status.parkedUsers > 0 || problemOf(destination, status) !== '') ? 'failing' : flow.failed > 0 ? 'failing' : 'on';
}

/** Why its events wait. To the data plane a destination whose connections are all off is disabled too: that is no failure, and it learns of a change a moment later. */
function problemOf(destination: DestinationView, status: DestinationStatus | undefined): string {
  return destination.enabled && status !== undefined && status.problem !== 'disabled' ? status.problem : '';
}

function edgeState(enabled: boolean, source: End, destination: End, flow: Flow): State {
  if (!enabled || source.state === 'off' || destination.state === 'off') {
    return 'off';
  }

  if (destination.state === 'paused') {
    return 'paused';
  }

  // A destination that refuses holds every connection up; single failures are those of the connection that had them.
  return flow.failed > 0 || destination.problem !== '' ? 'failing' : 'on';
}

/** Events that went over a connection; what was filtered did not. */
function flowOf(sum: CounterSum): Flow {
  return { events: sum.delivered + sum.dead, failed: sum.dead };
}

function sumByDestination(sums: readonly CounterSum[]): Map<string, Flow> {
  const all = new Map<string, Flow>();
  for (const sum of sums) {
    const { events, failed } = flowOf(sum);
    const before = all.get(sum.destinationId) ?? nothing;
    all.set(sum.destinationId, { events: before.events + events, failed: before.failed + failed });
  }

  return all;
}

function pair(source: string, destination: string) {
  return `${source} ${destination}`;
}
