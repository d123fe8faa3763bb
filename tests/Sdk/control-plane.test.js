import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { root, startPintle, until } from './support/server.js';

const sdk = createRequire(import.meta.url).resolve('@rudderstack/analytics-js').replace(/analytics-js\/dist.*$/, 'analytics-js/dist/npm/modern/bundled/umd/index.js');
let pintle;
let cookie;
let workspace;
before(async () => (pintle = await startPintle({ inTheBox: true })));
after(() => pintle?.stop());

async function call(method, path, body) {
  const answer = await fetch(`${pintle.configUrl}/api/v1${path}`, { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json', 'if-match': '*', ...(cookie && { cookie }) } });
  assert.ok(answer.ok, `${path}: ${answer.status} ${await answer.clone().text()}`);
  return answer.json();
}

test('the first steps that ./dev up prints deliver an event', async () => {
  const steps = ['first-steps.sh', 'send.sh'].map((file) => readFileSync(join(root, 'samples', file), 'utf8').split('\n').filter((line) => !line.includes('npm install')).join('\n'));
  const script = steps.join('until curl -fs -o /dev/null -u $key: -d \'{"userId":"ada","event":"Ping"}\' GATEWAY/v1/track; do :; done\n')
    .replace('SETUP_TOKEN', pintle.setupToken()).replaceAll('http://127.0.0.1:8081', pintle.configUrl).replaceAll(/http:\/\/127\.0\.0\.1:8080|GATEWAY/g, pintle.url).replaceAll('http://127.0.0.1:9999/', pintle.sinkUrl);
  const printed = execFileSync('sh', ['-eu', '-c', script], { encoding: 'utf8' });
  assert.match(printed, /Write key: \w+/);
  await until(() => pintle.events.some((event) => event.event === 'Tried Pintle'), 'the event');
});

test('analytics-js in a page goes by the source configuration of the control plane, also when it changes', async () => {
  const answer = await fetch(`${pintle.configUrl}/api/v1/session`, { method: 'POST', body: JSON.stringify({ email: 'ada@shop.example', password: 'a long enough password' }), headers: { 'content-type': 'application/json' } });
  cookie = answer.headers.get('set-cookie').split(';')[0];
  workspace = `/workspaces/${(await answer.json()).workspaces[0].id}`;
  const source = await call('POST', `${workspace}/sources`, { name: 'Shop', type: 'Javascript' });
  const hook = await call('POST', `${workspace}/destinations`, { name: 'Hook', type: 'WEBHOOK', settings: { webhookUrl: pintle.sinkUrl, webhookMethod: 'POST' } });
  await call('POST', `${workspace}/connections`, { sourceId: source.id, destinationId: hook.id });
  const site = createServer((request, response) => {
    response.setHeader('content-type', request.url === '/sdk.js' ? 'text/javascript' : 'text/html');
    response.end(request.url === '/sdk.js' ? readFileSync(sdk) : '<!doctype html><title>Shop</title><script src="/sdk.js"></script>');
  });
  await new Promise((done) => site.listen(0, '127.0.0.1', done));
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
  try {
    const visit = async (name) => {
      const page = await browser.newPage();
      const problems = [];
      page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
      await page.goto(`http://127.0.0.1:${site.address().port}/`);
      const ready = await page.evaluate(async ({ writeKey, url, configUrl, name }) => {
        const { RudderAnalytics } = globalThis.rudderanalytics?.RudderAnalytics ? globalThis.rudderanalytics : globalThis;
        const client = new RudderAnalytics();
        client.load(writeKey, url, { configUrl });
        const isReady = await Promise.race([new Promise((done) => client.ready(() => done(true))), new Promise((done) => setTimeout(() => done(false), 5000))]);
        if (isReady) client.track(name);
        return isReady;
      }, { writeKey: source.writeKey, url: pintle.url, configUrl: pintle.configUrl, name });
      if (ready) await until(() => pintle.events.some((event) => event.event === name), name);
      return { ready, problems };
    };
    assert.deepEqual(await visit('From the page'), { ready: true, problems: [] });
    await call('PATCH', `${workspace}/sources/${source.id}`, { enabled: false });
    await until(async () => (await (await fetch(`${pintle.configUrl}/sourceConfig/?writeKey=${source.writeKey}`)).json()).source.enabled === false, 'the change');
    assert.equal((await visit('Held back')).ready, false);
  } finally {
    await browser.close();
    site.closeAllConnections();
    site.close();
  }
});
