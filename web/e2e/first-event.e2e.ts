import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible, openBrowser } from './browser';
import { startPintle, type Pintle } from './pintle';
import { setUpWorkspace } from './workspace';

const taken: { event: string; body: string }[] = [];
let pintle: Pintle;
let browser: Browser;
let page: Page;
let vendor: Server;
let shop: Server;
let home: string;
let script = '';

beforeAll(async () => {
  [pintle, browser] = await Promise.all([startPintle(), openBrowser()]);
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(10_000);
  home = (await setUpWorkspace(page, pintle)).home;
  vendor = await listen(async (request) => {
    const body = await textOf(request);
    taken.push({ event: (JSON.parse(body) as { event?: string }).event ?? '', body });
    return ['application/json', '{}'];
  });
  shop = await listen((request) => (request.url === '/app.js' ? ['text/javascript', script] : ['text/html', '<!doctype html><html lang="en"><title>Shop</title><script type="module" src="/app.js"></script>']));
});

afterAll(async () => {
  await browser.close();
  await pintle.stop();
  vendor.close();
  shop.close();
});

async function listen(answer: (request: IncomingMessage) => [string, string] | Promise<[string, string]>): Promise<Server> {
  const server = createServer((request, response) => {
    void Promise.resolve(answer(request)).then(([type, body]) => response.writeHead(200, { 'Content-Type': type }).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

const addressOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) {
    parts.push(part as Buffer);
  }

  return Buffer.concat(parts).toString();
}

/** What somebody's own build makes of the snippet. */
async function bundled(code: string): Promise<string> {
  // Within this folder, for the packages.
  const folder = await mkdtemp(fileURLToPath(new URL('./shop-', import.meta.url)));
  try {
    const entry = join(folder, 'app.js');
    await writeFile(entry, code);
    const made = await build({ configFile: false, logLevel: 'error', build: { write: false, minify: false, lib: { entry, formats: ['es'] } } });
    const outputs = Array.isArray(made) ? made : [made];
    return outputs.flatMap((one) => ('output' in one ? one.output : [])).flatMap((file) => (file.type === 'chunk' ? [file.code] : [])).join('\n');
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Pictures of the pages, where somebody wants to look at them. */
async function picture(name: string) {
  const folder = process.env.PICTURES;
  if (folder !== undefined) {
    await page.waitForTimeout(300);
    await page.screenshot({ path: `${folder}/${name}-${await page.evaluate<string>('document.documentElement.dataset.mantineColorScheme')}.png`, fullPage: true });
  }
}

test('who begins is led to the guide, and adds a source', async () => {
  await page.goto(pintle.url);
  await page.waitForURL('**/start');
  await page.getByRole('button', { name: 'JavaScript' }).click();
  await page.getByLabel('Name').fill('Shop website');
  await expectAccessible(page);
  await picture('start-source');
  await page.getByRole('button', { name: 'Add the source' }).click();
  await page.getByText('Waiting for an event …').waitFor();
  await page.getByText(`configUrl: '${pintle.url}'`).waitFor();
  await expectAccessible(page);
  await picture('start-send');
});

test('the snippet, pasted into a page of another site, sends an event that shows the moment it arrives', async () => {
  const code = (await page.getByRole('region', { name: 'Send', exact: true }).textContent()) ?? '';
  expect(code).toContain(pintle.events);
  script = await bundled(code);
  const visitor = await (await browser.newContext()).newPage();
  await visitor.goto(addressOf(shop));
  await page.getByText('track: First event').waitFor();
  await page.getByRole('region', { name: 'track: First event' }).getByText('"from": "my website"').waitFor();
  await expectAccessible(page);
  await picture('start-arrived');
  await visitor.close();
});

test('where one was is in the address, and another SDK too', async () => {
  await page.getByRole('combobox', { name: 'Send with' }).click();
  await page.getByRole('option', { name: 'Python' }).click();
  await page.waitForURL('**sdk=python**');
  await page.reload();
  await page.getByText('pip install rudder-sdk-python').waitFor();
});

test('a destination is picked from the catalogue, and a test event is watched on its way', async () => {
  await page.getByRole('button', { name: 'Go on without' }).click();
  await page.getByText('Where do the events go?').waitFor();
  await expectAccessible(page);
  await picture('start-destination');
  await page.getByRole('link', { name: 'Pick a destination' }).click();
  await page.getByLabel('Search destinations').fill('webhook');
  await page.getByRole('link', { name: /^Webhook/ }).click();
  await page.getByRole('textbox', { name: 'Webhook URL' }).fill(addressOf(vendor));
  expect(await page.getByRole('checkbox', { name: 'Shop website' }).isChecked()).toBe(true);
  await page.getByRole('button', { name: 'Add the destination' }).click();
  await page.getByRole('heading', { name: 'Watch an event being delivered' }).waitFor();
  await page.getByRole('button', { name: 'Send a test event' }).click();
  await page.getByText('It works').waitFor();
  await page.getByText('Delivered: Webhook').waitFor();
  expect(taken.map(({ event }) => event)).toContain('Test event');
  await expectAccessible(page);
  await picture('start-deliver');
});

test('the browser’s SDK is delivered too, all the way', async () => {
  const visitor = await (await browser.newContext()).newPage();
  await visitor.goto(addressOf(shop));
  await page.getByText('track: First event').waitFor();
  await expect.poll(() => taken.map(({ event }) => event), { timeout: 10_000 }).toContain('First event');
  expect(taken.find(({ event }) => event === 'First event')?.body).toContain('RudderLabs JavaScript SDK');
  await visitor.close();
  await page.getByRole('button', { name: 'Finish' }).click();
  await page.getByRole('heading', { name: 'Shop website is set up' }).waitFor();
  await expectAccessible(page);
  await picture('start-done');
});

test('the guide is searched and read in the app', async () => {
  await page.getByRole('link', { name: 'Decide what to track' }).click();
  await page.getByRole('heading', { name: 'The six types' }).waitFor();
  await expectAccessible(page);
  await picture('docs-events');
  await page.getByRole('link', { name: 'where is my event?' }).click();
  await page.waitForURL('**/docs/where-is-my-event');
  await page.goto(`${home}/docs`);
  await page.getByRole('link', { name: 'Watching' }).waitFor();
  await expectAccessible(page);
  await picture('docs');
  await page.getByLabel('Search the guide').fill('braze');
  await page.getByRole('link', { name: 'Braze' }).click();
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  await expectAccessible(page);
});

test('the source’s page has the set-up', async () => {
  await page.goto(`${home}/sources`);
  await page.getByRole('link', { name: 'Shop website' }).click();
  await page.getByRole('switch', { name: 'Keep nothing in archives and samples' }).waitFor();
  await picture('source');
  await page.getByRole('tab', { name: 'Set-up' }).click();
  await page.getByText('npm install @rudderstack/analytics-js').waitFor();
  await expectAccessible(page);
  await picture('source-set-up');
});

test('a watch that the server refuses says why, and begins again when somebody asks', async () => {
  await page.route('**/live?**', (route) => route.fulfill({ status: 403, contentType: 'application/problem+json', body: '{"status":403,"title":"Your role has changed."}' }));
  await page.getByRole('link', { name: 'Watch for events' }).click();
  await page.getByText('Your role has changed.').waitFor();
  expect(await page.getByText('Waiting for an event …').count()).toBe(0);
  await expectAccessible(page);
  await page.unroute('**/live?**');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('Waiting for an event …').waitFor();
});

test('all of it is readable in the dark', async () => {
  await page.emulateMedia({ colorScheme: 'dark' });
  for (const [path, words, name] of [
    ['/start?type=Node', 'What do your events come from?', 'start-source'],
    ['/docs', 'Control plane', 'docs'],
    ['/docs/event-spec', 'The six types', 'docs-events'],
  ] as const) {
    await page.goto(`${home}${path}`);
    await page.getByText(words).first().waitFor();
    await expectAccessible(page);
    await picture(name);
  }

  await page.getByRole('link', { name: 'Sources' }).click();
  await page.getByRole('link', { name: 'Shop website' }).click();
  await page.getByRole('tab', { name: 'Set-up' }).click();
  await page.getByRole('link', { name: 'Watch for events' }).click();
  await page.getByText('Waiting for an event …').waitFor();
  await page.getByRole('button', { name: 'Send a test event' }).click();
  await page.getByText('track: Test event').waitFor();
  await expectAccessible(page);
  await picture('start-arrived');
});
