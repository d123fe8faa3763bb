import RudderAnalytics from '@rudderstack/rudder-sdk-node';
import { Analytics as SegmentAnalytics } from '@segment/analytics-node';
import { after, before, test } from 'node:test';
import { expectCalls, expectCommonFields, types } from './support/expectations.js';
import { startPintle, writeKey } from './support/server.js';

let pintle;
before(async () => (pintle = await startPintle()));
after(() => pintle.stop());

function callAll(client) {
  client.identify({ userId: 'ada', traits: { plan: 'free' } });
  client.track({ userId: 'ada', event: 'Tried Pintle', properties: { answer: 42 } });
  client.page({ userId: 'ada', name: 'Home' });
  client.screen({ userId: 'ada', name: 'Main' });
  client.group({ userId: 'ada', groupId: 'acme', traits: { plan: 'team' } });
  client.alias({ userId: 'ada', previousId: 'anonymous-ada' });
}

test('rudder-sdk-node delivers all six calls', async () => {
  pintle.events.length = 0;
  const client = new RudderAnalytics(writeKey, { dataPlaneUrl: pintle.url, flushInterval: 100 });
  callAll(client);
  await client.flush();
  const events = await pintle.byType(types);
  expectCalls(events);
  for (const type of types) expectCommonFields(events[type], 'analytics-node');
});

test('segment analytics-node delivers all six calls', async () => {
  pintle.events.length = 0;
  const client = new SegmentAnalytics({ writeKey, host: pintle.url, path: '/v1/batch', flushInterval: 100 });
  callAll(client);
  await client.closeAndFlush();
  const events = await pintle.byType(types);
  expectCalls(events);
  for (const type of types) expectCommonFields(events[type], '@segment/analytics-node');
});
