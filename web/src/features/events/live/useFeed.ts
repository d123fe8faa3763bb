import { useEffect, useState, useSyncExternalStore } from 'react';
import { watchLive, type LiveState, type LiveWish } from '@/api/live';
import type { Problem } from '@/api/problem';
import { useWorkspaceId } from '@/api/workspace';
import { Feed, type Shown } from './feed';

const ROOM = 1_000;

/** What happens now, while the page is open: the server tells it five times a second. Other wishes begin anew. */
export function useFeed(wish: LiveWish) {
  const workspaceId = useWorkspaceId();
  const [feed] = useState(() => new Feed(ROOM, (draw) => requestAnimationFrame(draw)));
  const [link, setLink] = useState<{ state: LiveState; problem?: Problem | undefined }>({ state: 'connecting' });
  const [attempt, setAttempt] = useState(0);
  const { source, destination, user, type, failed, payload } = wish;

  useEffect(() => {
    feed.clear();
    return watchLive(
      workspaceId,
      { source, destination, user, type, failed, payload },
      {
        onSteps: (steps) => steps.forEach((step) => feed.add(step)),
        onSampled: (count) => feed.leftOut('sampled', count),
        onMissed: (count) => feed.leftOut('missed', count),
        onState: (state, problem) => setLink({ state, problem }),
      },
    );
  }, [feed, workspaceId, source, destination, user, type, failed, payload, attempt]);

  return { feed, link, again: () => setAttempt((n) => n + 1) };
}

/** Something of what is shown. Who asks is drawn anew when that changes, and not with all that arrives. */
export function useShown<T>(feed: Feed, part: (shown: Shown) => T): T {
  return useSyncExternalStore(feed.subscribe, () => part(feed.read()));
}
