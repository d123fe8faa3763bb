import type { LiveView } from './generated/schema';
import { answerOf, api } from './client';
import { Problem } from './problem';

/** Which steps are wanted: what is left out may be anything. */
export type LiveWish = { source?: string | undefined; destination?: string | undefined; user?: string | undefined; type?: string | undefined; failed?: boolean | undefined; payload?: boolean | undefined };

/** `refused`: the server says why it can't be watched; nothing is tried again until somebody asks. */
export type LiveState = 'connecting' | 'live' | 'reconnecting' | 'refused';

/** `onSteps`: the oldest first. */
type Listener = { onSteps: (steps: readonly LiveView[]) => void; onSampled: (count: number) => void; onMissed: (count: number) => void; onState: (state: LiveState, problem?: Problem) => void };

const AGAIN_MS = 3_000;

/** Watches what happens to events until the answer is called. The connection is made again whenever it breaks. */
export function watchLive(workspaceId: string, wish: LiveWish, listener: Listener): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;

  const open = () => {
    const opened = new EventSource(`/api/v1/workspaces/${encodeURIComponent(workspaceId)}/live${queryOf(wish)}`);
    source = opened;
    opened.onopen = () => listener.onState('live');
    opened.addEventListener('steps', ({ data }: MessageEvent<string>) => listener.onSteps(JSON.parse(data) as LiveView[]));
    opened.addEventListener('sampled', ({ data }: MessageEvent<string>) => listener.onSampled((JSON.parse(data) as { leftOut: number }).leftOut));
    opened.addEventListener('missed', ({ data }: MessageEvent<string>) => listener.onMissed((JSON.parse(data) as { missed: number }).missed));
    opened.onerror = () => {
      listener.onState('reconnecting');
      if (opened.readyState === EventSource.CLOSED) {
        void wasRefused();
      }
    };
  };

  // A stream doesn't tell why it was refused; a plain question does.
  const wasRefused = async () => {
    const problem = await problemOf(workspaceId, wish);
    if (isOver) {
      return;
    }

    if (problem !== null && isRefusal(problem)) {
      listener.onState('refused', problem);
    } else {
      timer = setTimeout(open, AGAIN_MS);
    }
  };

  listener.onState('connecting');
  open();
  return () => {
    isOver = true;
    clearTimeout(timer);
    source?.close();
  };
}

// That there is too much now, or that it took too long, is over after a while.
const isRefusal = ({ status }: Problem) => status >= 400 && status < 500 && status !== 408 && status !== 429;

function queryOf(wish: LiveWish): string {
  const wanted = Object.entries(wish).filter(([, value]) => value !== undefined && value !== '' && value !== false);
  return wanted.length === 0 ? '' : `?${new URLSearchParams(wanted.map(([name, value]) => [name, String(value)])).toString()}`;
}

async function problemOf(workspaceId: string, wish: LiveWish): Promise<Problem | null> {
  const asking = new AbortController();
  try {
    await answerOf(
      api.GET('/api/v1/workspaces/{workspaceId}/live', {
        params: { path: { workspaceId }, query: Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined)) },
        parseAs: 'stream',
        signal: asking.signal,
      }),
    );
    asking.abort();
    return null;
  } catch (refused) {
    return refused instanceof Problem ? refused : null;
  }
}
