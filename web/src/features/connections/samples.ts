import type { ConnectionView, CounterSum, DestinationStatus, DestinationView, SourceView } from '@/api/generated/schema';
import type { Told } from './model';

/** What tests begin with. */

const at = '2026-01-01T00:00:00Z';

export const sourceNamed = (id: string, change: Partial<SourceView> = {}): SourceView => ({
  id, name: id, type: 'Javascript', writeKey: `${id}-key`, enabled: true, settings: {}, geoEnrichment: false, transient: false, createdBy: null, createdAt: at, updatedAt: at, deletedAt: null, version: 1, ...change,
});

export const destinationNamed = (id: string, change: Partial<DestinationView> = {}): DestinationView => ({
  id, name: id, type: 'WEBHOOK', enabled: true, paused: false, settings: {}, secrets: {}, revisionId: 'rev', transformationId: null, accountId: null, createdBy: null, createdAt: at, updatedAt: at, deletedAt: null, version: 1, ...change,
});

export const connectionOf = (sourceId: string, destinationId: string, change: Partial<ConnectionView> = {}): ConnectionView => ({
  id: `${sourceId}-${destinationId}`, sourceId, destinationId, enabled: true, settings: {}, createdAt: at, updatedAt: at, version: 1, ...change,
});

export const sumOf = (sourceId: string, destinationId: string, change: Partial<CounterSum> = {}): CounterSum => ({
  sourceId, destinationId, received: 0, dropped: 0, delivered: 0, filtered: 0, dead: 0, discarded: 0, ...change,
});

export const statusOf = (destinationId: string, change: Partial<DestinationStatus> = {}): DestinationStatus => ({
  destinationId, mode: 'deliver', problem: '', waiting: 0, inFlight: 0, parkedUsers: 0, isRefusing: false, oldestWaiting: null, ...change,
});

export const toldOf = (change: Partial<Told>): Told => ({ sources: [], destinations: [], connections: [], sums: [], status: [], transformations: new Map(), ...change });
