import { act, createElement, useEffect } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useLive } from './useLive';

vi.mock('./workspace', () => ({ useWorkspaceId: () => 'ws' }));

/** A stream that the test opens and breaks. */
class FakeStream extends EventTarget {
  static opened: FakeStream[] = [];
  static readonly CLOSED = 2;
  readyState = 0;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;

  constructor() {
    super();
    FakeStream.opened.push(this);
  }

  close() {
    this.readyState = FakeStream.CLOSED;
  }
}

const answering = (status: number, title: string) => vi.fn(() => Promise.resolve(new Response(JSON.stringify({ title, status }), { status, headers: { 'content-type': 'application/problem+json' } })));

let root: Root;
let watched: ReturnType<typeof useLive>;

function Watching() {
  const live = useLive({ source: 's' });
  useEffect(() => {
    watched = live;
  });
  return null;
}

const begin = () => act(() => root.render(createElement(Watching)));
const newest = () => {
  const stream = FakeStream.opened.at(-1);
  if (stream === undefined) {
    throw new Error('No stream was opened.');
  }

  return stream;
};
const opens = () => act(() => newest().onopen?.());
/** The browser gives up on the stream; what the server then says to the question why is awaited, and no more. */
const breaks = () =>
  act(async () => {
    newest().close();
    newest().onerror?.();
    await vi.advanceTimersByTimeAsync(10);
  });
const passes = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds));

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  root = createRoot(document.createElement('div'));
  vi.useFakeTimers();
  FakeStream.opened = [];
  vi.stubGlobal('EventSource', FakeStream);
});

afterEach(() => {
  act(() => root.unmount());
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test.each([401, 403])('a watch that is refused with %i ends, says why, and begins again when somebody asks', async (status) => {
  vi.stubGlobal('fetch', answering(status, 'Not for you.'));
  begin();
  await breaks();
  expect(watched).toMatchObject({ isOpen: false, problem: { status, message: 'Not for you.' } });
  await passes(60_000);
  expect(FakeStream.opened).toHaveLength(1);

  act(() => watched.again());
  expect(FakeStream.opened).toHaveLength(2);
  opens();
  expect(watched).toMatchObject({ isOpen: true, problem: undefined });
});

test('a source that is not known yet is given some time, not for ever', async () => {
  vi.stubGlobal('fetch', answering(400, 'No source has the id or name "s".'));
  begin();
  await breaks();
  expect(watched.problem).toBeUndefined();
  await passes(1_500);
  expect(FakeStream.opened).toHaveLength(2);
  for (let tries = 2; tries <= 10; tries++) {
    await breaks();
    await passes(1_500);
  }

  expect(watched.problem?.message).toContain('No source');
  await passes(60_000);
  expect(FakeStream.opened).toHaveLength(10);
});

test.each([
  ['can’t be reached', vi.fn(() => Promise.reject(new TypeError('away')))],
  ['answers 503', answering(503, 'Away.')],
  ['answers 429', answering(429, 'Too many.')],
])('while the server %s, the connection is made again, for as long as it takes', async (_, fetching) => {
  vi.stubGlobal('fetch', fetching);
  begin();
  opens();
  for (let tries = 1; tries <= 20; tries++) {
    await breaks();
    expect(watched).toMatchObject({ isOpen: false, problem: undefined });
    await passes(3_000);
    expect(FakeStream.opened).toHaveLength(tries + 1);
  }

  opens();
  expect(watched.isOpen).toBe(true);
});
