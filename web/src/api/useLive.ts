import { useEffect, useState } from 'react';
import type { LiveView } from './generated/schema';
import { watchLive } from './live';
import { useWorkspaceId } from './workspace';

const MOST_KEPT = 200;
const BEFORE_NEXT_TRY = 1_500;

/** Steps of a source's events while they happen, newest first; `isOpen`: nothing is missed now. */
export function useLive({ source = '', payload = false }: { source?: string; payload?: boolean }): { steps: readonly LiveView[]; isOpen: boolean } {
  const workspaceId = useWorkspaceId();
  const [steps, setSteps] = useState<readonly LiveView[]>([]);
  const [isOpen, setIsOpen] = useState(false);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    let again: ReturnType<typeof setTimeout> | undefined;
    const stop = watchLive(workspaceId, { source, payload }, {
      onSteps: (more) => setSteps((before) => [...more.toReversed(), ...before].slice(0, MOST_KEPT)),
      onState: (state) => {
        setIsOpen(state === 'live');
        // A source that was made a moment ago is not in force yet.
        if (state === 'refused') {
          again = setTimeout(() => setAttempt((before) => before + 1), BEFORE_NEXT_TRY);
        }
      },
      onSampled: () => undefined,
      onMissed: () => undefined,
    });
    return () => {
      clearTimeout(again);
      stop();
    };
  }, [workspaceId, source, payload, attempt]);

  return { steps, isOpen };
}
