import type { Page } from 'playwright-core';
import type { TestWorkspace } from '../e2e/workspace';

type Size = { sources: number; destinations: number; connections: number };

/** Fills a workspace in one request, from a document as exports have it. */
export async function fill(page: Page, workspace: TestWorkspace, size: Size): Promise<void> {
  const answer = await page.context().request.post(`${workspace.api}/import`, { data: documentOf(size), timeout: 120_000 });
  if (!answer.ok()) {
    throw new Error(`The import answered ${answer.status()}: ${await answer.text()}`);
  }
}

function documentOf(size: Size): object {
  const destinations = Array.from({ length: size.destinations }, (_, n) => ({
    id: `dst_budget${n}`,
    name: `Destination ${n}`,
    enabled: n % 17 !== 0,
    config: { webhookUrl: 'http://127.0.0.1:9/', webhookMethod: 'POST' },
    destinationDefinition: { name: 'WEBHOOK', displayName: 'Webhook' },
  }));
  const links = Array.from({ length: size.connections }, (_, n) => [n % size.sources, (n * 7 + Math.floor(n / size.sources)) % size.destinations] as const);
  const sources = Array.from({ length: size.sources }, (_, n) => ({
    id: `src_budget${n}`,
    name: `Source ${n}`,
    writeKey: `budget-key-${n}`,
    enabled: true,
    config: {},
    sourceDefinition: { name: 'Javascript', displayName: 'Javascript' },
    destinations: links.filter(([source]) => source === n).flatMap(([, destination]) => destinations[destination] ?? []),
  }));
  return { sources };
}
