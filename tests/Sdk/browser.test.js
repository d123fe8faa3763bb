import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { expectCommonFields } from './support/expectations.js';
import { startPintle, writeKey } from './support/server.js';

const sdk = createRequire(import.meta.url).resolve('@rudderstack/analytics-js').replace(/analytics-js\/dist.*$/, 'analytics-js/dist/npm/modern/bundled/umd/index.js');
const types = ['identify', 'track', 'page', 'group', 'alias'];
let pintle;
let page;
let browser;
let site;

before(async () => {
  pintle = await startPintle();
  const script = await readFile(sdk);
  site = createServer((request, response) => {
    const isScript = request.url === '/sdk.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script : '<!doctype html><title>Shop</title><script src="/sdk.js"></script>');
  });
  await new Promise((done) => site.listen(0, '127.0.0.1', done));
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  page = await browser.newPage();
});

after(async () => {
  await browser?.close();
  site?.closeAllConnections();
  site?.close();
  await pintle?.stop();
});

test('analytics-js in a page, configured by our source configuration, delivers its calls', async () => {
  const problems = [];
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  await page.goto(`http://127.0.0.1:${site.address().port}/shop?utm_source=news`);
  await page.evaluate(async ({ writeKey, url, configUrl }) => {
    const { RudderAnalytics } = globalThis.rudderanalytics?.RudderAnalytics ? globalThis.rudderanalytics : globalThis;
    const client = new RudderAnalytics();
    client.load(writeKey, url, { configUrl });
    await new Promise((done) => client.ready(done));
    client.identify('ada', { plan: 'free' });
    client.track('Tried Pintle', { answer: 42 });
    client.page('Docs', 'Home');
    client.group('acme', { plan: 'team' });
    client.alias('ada', 'anonymous-ada');
  }, { writeKey, url: pintle.url, configUrl: pintle.configUrl });
  const events = await pintle.byType(types);
  assert.equal(events.identify.userId, 'ada');
  assert.equal(events.identify.context.traits.plan, 'free');
  assert.deepEqual([events.track.event, events.track.properties.answer], ['Tried Pintle', 42]);
  assert.equal(events.page.name, 'Home');
  assert.equal(events.page.properties.title, 'Shop');
  assert.equal(events.group.groupId, 'acme');
  assert.equal(events.alias.previousId, 'anonymous-ada');
  for (const type of types) {
    expectCommonFields(events[type], 'RudderLabs JavaScript SDK');
    assert.equal(events[type].channel, 'web');
    assert.equal(events[type].context.campaign.source, 'news');
  }
  assert.deepEqual(problems, []);
});
