import { useEffect, useState, useSyncExternalStore } from 'react';
import { watchLive, type LiveState, type LiveWish } from '@/api/live';
import type { Problem } from '@/api/problem';
import { useWorkspaceId } from '@/api/workspace';
import { Feed } from './feed';

const ROOM = 1_000;
// More often than that nobody can read it.
const EVERY_MS = 80;

/** What happens now, while the page is open. Other wishes begin anew. */
export function useFeed(wish: LiveWish) {
  const workspaceId = useWorkspaceId();
  const [feed] = useState(() => new Feed(ROOM, (draw) => setTimeout(() => requestAnimationFrame(draw), EVERY_MS)));
  const [link, setLink] = useState<{ state: LiveState; problem?: Problem | undefined }>({ state: 'connecting' });
  const [attempt, setAttempt] = useState(0);
  const { source, destination, user, type, failed, payload } = wish;

  useEffect(() => {
    feed.clear();
    return watchLive(
      workspaceId,
      { source, destination, user, type, failed, payload },
      {
        onStep: (step) => feed.add(step),
        onSampled: (count) => feed.leftOut('sampled', count),
        onMissed: (count) => feed.leftOut('missed', count),
        onState: (state, problem) => setLink({ state, problem }),
      },
    );
  }, [feed, workspaceId, source, destination, user, type, failed, payload, attempt]);

  return { feed, shown: useSyncExternalStore(feed.subscribe, feed.read), link, again: () => setAttempt((n) => n + 1) };
}
