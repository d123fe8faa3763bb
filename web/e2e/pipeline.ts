import { expect } from 'vitest';
import type { Pintle } from './pintle';
import type { Vendor } from './vendor';
import type { TestWorkspace } from './workspace';

/** Sends an event of the source; it must be taken. */
export type Track = (event: { event: string; userId: string; messageId: string; properties: object }) => Promise<void>;

/** A source, "Shop website", whose events go through a transformation to the vendor, "Order hook". */
export async function setUpPipeline(pintle: Pintle, workspace: TestWorkspace, vendor: Vendor, transformation: { name: string; code: string }): Promise<Track> {
  const source = (await workspace.make('sources', { name: 'Shop website', type: 'Javascript' })) as { id: string; writeKey: string };
  const code = await workspace.make('transformations', { ...transformation, publish: true });
  const settings = { webhookUrl: vendor.url, webhookMethod: 'POST' };
  const destination = await workspace.make('destinations', { name: 'Order hook', type: 'WEBHOOK', settings, transformationId: code.id });
  await workspace.make('connections', { sourceId: source.id, destinationId: destination.id });
  const headers = { 'content-type': 'application/json', authorization: `Basic ${Buffer.from(`${source.writeKey}:`).toString('base64')}` };
  return async (event) => {
    const answer = await fetch(`${pintle.events}/v1/track`, { method: 'POST', headers, body: JSON.stringify(event) });
    expect(answer.status).toBe(200);
  };
}
