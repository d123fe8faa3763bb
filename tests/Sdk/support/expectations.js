import assert from 'node:assert/strict';

export const types = ['identify', 'track', 'page', 'screen', 'group', 'alias'];

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(Z|[+-]\d\d:\d\d)$/;

/** What every event carries when it reaches a destination, whichever SDK sent it. */
export function expectCommonFields(event, library) {
  for (const field of ['timestamp', 'originalTimestamp', 'sentAt', 'receivedAt']) assert.match(event[field], time, `${event.type}.${field}`);
  assert.ok(event.messageId, `${event.type}.messageId`);
  assert.match(event.rudderId, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(event.request_ip, '127.0.0.1');
  assert.equal(event.context.library.name, library);
}

export function expectCalls(events) {
  assert.equal(events.identify.userId, 'ada');
  assert.equal((events.identify.traits ?? events.identify.context.traits).plan ?? events.identify.context.traits.plan, 'free');
  assert.equal(events.track.event, 'Tried Pintle');
  assert.equal(events.track.properties.answer, 42);
  assert.equal(events.page.name, 'Home');
  assert.equal(events.group.groupId, 'acme');
  assert.equal(events.alias.previousId, 'anonymous-ada');
}
