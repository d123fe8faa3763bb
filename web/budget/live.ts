import type { CDPSession, Page } from 'playwright-core';
import type { Pintle } from '../e2e/pintle';
import { listen } from '../e2e/vendor';
import type { TestWorkspace } from '../e2e/workspace';
import { slowDown } from './first-page';
import type { Figure } from './report';

const A_SECOND = 2_000;
const BATCHES_A_SECOND = 10;
const LONG_MS = 100;
const BYTES_OF_MB = 1_048_576;
/** What the page does once: lists it fills, code that the browser optimises. */
const WARM_MS = 20_000;

/** The page of live events while many happen: frames that took too long, and what of memory stays. */
export async function watchLiveEvents(page: Page, pintle: Pintle, workspace: TestWorkspace, seconds: number): Promise<Figure[]> {
  // A vendor that takes all and keeps nothing.
  const sink = await listen((request, response) => {
    request.resume();
    request.on('end', () => response.end('{}'));
  });
  const writeKey = await newPipeline(workspace, sink.url);
  const tools = await page.context().newCDPSession(page);
  const end = await slowDown(page);
  await page.goto(`${workspace.home}/events`);
  await page.getByText('Waiting for events').waitFor();
  const sender = sendUntilStopped(pintle, writeKey);
  await page.getByRole('table', { name: 'What happens to events' }).waitFor();
  await framesFor(page, WARM_MS);
  const before = await usedMemory(tools);
  const gaps = await framesFor(page, seconds * 1_000);
  const sent = await sender.stop();
  const after = await usedMemory(tools);
  await end();
  await tools.detach();
  await sink.stop();
  const name = `live events, ${Math.round(sent.events / sent.seconds)}/s for ${seconds} s`;
  return [
    { name: `${name}: frames over ${LONG_MS} ms`, value: gaps.filter((gap) => gap > LONG_MS).length, unit: 'frames', most: 0 },
    { name: `${name}: longest frame`, value: Math.max(...gaps), unit: 'ms', most: LONG_MS },
    { name: `${name}: memory more at the end`, value: (after - before) / BYTES_OF_MB, unit: 'MB', most: 3 },
  ];
}

/** Milliseconds of each frame. */
function framesFor(page: Page, duration: number): Promise<number[]> {
  return page.evaluate(
    (length) =>
      new Promise<number[]>((resolve) => {
        const gaps: number[] = [];
        const start = performance.now();
        let last = start;
        const count = (at: number) => {
          gaps.push(at - last);
          last = at;
          if (at - start < length) {
            requestAnimationFrame(count);
          } else {
            resolve(gaps.slice(1));
          }
        };
        requestAnimationFrame(count);
      }),
    duration,
  );
}

async function usedMemory(tools: CDPSession): Promise<number> {
  await tools.send('HeapProfiler.collectGarbage');
  return (await tools.send('Runtime.getHeapUsage')).usedSize;
}

/** Sends as many a second as are wanted, in batches. */
function sendUntilStopped({ events }: Pintle, writeKey: string): { stop: () => Promise<{ events: number; seconds: number }> } {
  const headers = { 'content-type': 'application/json', authorization: `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}` };
  const start = performance.now();
  let sent = 0;
  let isOver = false;
  const send = async () => {
    for (let round = 0; !isOver; round++) {
      const batch = Array.from({ length: A_SECOND / BATCHES_A_SECOND }, (_, n) => ({ type: 'track', event: `Order ${n % 7}`, userId: `user-${n}`, messageId: `live-${round}-${n}`, properties: { total: n } }));
      const answer = await fetch(`${events}/v1/batch`, { method: 'POST', headers, body: JSON.stringify({ batch }) });
      if (!answer.ok) {
        throw new Error(`The gateway answered ${answer.status}: ${await answer.text()}`);
      }

      sent += batch.length;
      const early = start + ((round + 1) * 1_000) / BATCHES_A_SECOND - performance.now();
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, early)));
    }
  };
  const sending = send();
  return {
    stop: async () => {
      isOver = true;
      await sending;
      return { events: sent, seconds: (performance.now() - start) / 1_000 };
    },
  };
}

/** @returns the write key of its source. */
async function newPipeline(workspace: TestWorkspace, url: string): Promise<string> {
  const source = (await workspace.make('sources', { name: 'Busy shop', type: 'Javascript' })) as { id: string; writeKey: string };
  const destination = await workspace.make('destinations', { name: 'Busy hook', type: 'WEBHOOK', settings: { webhookUrl: url, webhookMethod: 'POST' } });
  await workspace.make('connections', { sourceId: source.id, destinationId: destination.id });
  return source.writeKey;
}
