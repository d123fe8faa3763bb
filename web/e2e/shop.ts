import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Pintle } from './pintle';
import { setUpPipeline } from './pipeline';
import { startVendor } from './vendor';
import type { TestWorkspace } from './workspace';

const tidy = `import { mask } from "privacy";

/** Totals in euros, and no addresses. */
export function transformEvent(event) {
  const traits = event.context?.traits;
  if (traits?.email) traits.email = mask(traits.email);
  event.properties = { ...event.properties, currency: "EUR" };
  return event;
}
`;

const privacy = `/** The first letter and the domain are enough to recognise somebody. */
export const mask = (email) => email.replace(/^(.)[^@]*/, "$1***");
`;

const orders = [
  { event: 'Product Viewed', properties: { sku: 'mug-blue', price: 12.5 } },
  { event: 'Product Added', properties: { sku: 'mug-blue', quantity: 2 } },
  { event: 'Checkout Started', properties: { items: 2, total: 25 } },
  { event: 'Order Completed', properties: { order_id: 'o-1041', total: 25, coupon: 'SPRING' } },
  { event: 'Newsletter Subscribed', properties: { list: 'offers' } },
] as const;

/** An event of those that were sent. */
export const sent = { messageId: 'm-3', event: 'Order Completed', userId: 'user-3' } as const;

/** Ids of what the shop has. */
export type Shop = { source: string; destination: string; transformation: string; sendMore: () => Promise<void>; stop: () => Promise<void> };

/** A shop's workspace as it is after some weeks: with sources and destinations of many states, and events that were delivered and that failed. */
export async function setUpShop(page: Page, pintle: Pintle, workspace: TestWorkspace): Promise<Shop> {
  const { api, make } = workspace;
  const [good, picky] = await Promise.all([startVendor(), startVendor()]);
  picky.answer = { status: 400, body: '{"error":"amount is missing"}' };
  const list = async <T>(path: string) => (await (await page.request.get(`${api}/${path}`)).json()) as T;
  const idIn = async (kind: string) => (await list<{ items: { id: string }[] }>(kind)).items[0]?.id ?? '';

  await make('libraries', { name: 'Privacy', code: privacy, publish: true });
  const track = await setUpPipeline(pintle, workspace, good, { name: 'Tidy orders', code: tidy });
  const [source, destination, transformation] = await Promise.all(['sources', 'destinations', 'transformations'].map(idIn));
  await make('transformations', { name: 'Drop bots', code: 'export function transformEvent(event) { return /bot/i.test(event.context?.userAgent ?? "") ? null : event; }' });

  const sources = { shop: source ?? '' } as Record<string, string>;
  for (const [key, name, type, enabled] of [['phone', 'Phone app', 'iOS', true], ['backend', 'Order service', 'Node', true], ['desk', 'Support desk', 'Python', true], ['old', 'Shop website 2019', 'Javascript', false]] as const) {
    sources[key] = (await make('sources', { name, type, enabled })).id;
  }

  const hook = (url: string) => ({ webhookUrl: url, webhookMethod: 'POST' });
  for (const [from, body] of [
    [['shop'], { name: 'Fraud check', type: 'WEBHOOK', settings: hook(picky.url) }],
    [['shop'], { name: 'Order channel', type: 'SLACK', settings: { webhookUrl: good.url } }],
    [['phone', 'desk'], { name: 'Campaigns', type: 'BRAZE', settings: { restApiKey: 'not-a-key', dataCenter: 'EU-01' } }],
    [['phone', 'backend'], { name: 'Product analytics', type: 'AM', settings: { apiKey: 'not-a-key' }, paused: true }],
    [['old'], { name: 'Google Analytics of the old shop with a long name', type: 'GA4', settings: { apiSecret: 'not-a-key', measurementId: 'G-1', typesOfClient: 'gtag' }, enabled: false }],
    [[], { name: 'Funnels', type: 'MP', settings: { token: 'not-a-token' } }],
  ] as const) {
    const { id } = await make('destinations', body);
    for (const one of from) {
      await make('connections', { sourceId: sources[one], destinationId: id });
    }
  }

  await make('invitations', { email: 'grace.hopper@shop.example', role: 'editor' });
  await make('tokens', { name: 'Deployment', role: 'editor', expiresAt: '2099-01-31T00:00:00Z' });

  // The configuration is in force a moment after it was made: until then the first event is not taken, or goes nowhere.
  await expect.poll(() => track({ event: 'Shop Opened', userId: 'user-0', messageId: 'm-first', properties: {} }), { timeout: 10_000 }).toBeUndefined();
  const send = async (prefix: string) => {
    await Promise.all(orders.map((order, n) => track({ ...order, userId: `user-${n}`, messageId: `${prefix}-${n}` })));
  };
  await send('m');
  await expect.poll(() => good.received.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(2 * orders.length);
  await expect.poll(() => list<object[]>('deadletters/groups'), { timeout: 25_000 }).not.toEqual([]);
  return {
    source: sources.shop ?? '',
    destination: destination ?? '',
    transformation: transformation ?? '',
    sendMore: () => send('more'),
    stop: async () => {
      await Promise.all([good.stop(), picky.stop()]);
    },
  };
}
