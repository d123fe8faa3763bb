import { useEffect, useState } from 'react';
import type { LiveView } from './generated/schema';
import { watchLive } from './live';
import type { Problem } from './problem';
import { useWorkspaceId } from './workspace';

const MOST_KEPT = 200;
const BEFORE_NEXT_TRY_MS = 1_500;
/** A source that was made a moment ago is not in force yet: the server doesn't know it, and says so with 400. For so many tries it is given time. */
const UNKNOWN_YET = 400;
const TRIES = 10;

/** `isOpen`: nothing is missed now. `problem`: the server refuses, and nothing is tried until `again` is called. */
type Watched = { steps: readonly LiveView[]; isOpen: boolean; problem: Problem | undefined; again: () => void };

/** Steps of a source's events while they happen, newest first. */
export function useLive({ source = '', payload = false }: { source?: string; payload?: boolean }): Watched {
  const workspaceId = useWorkspaceId();
  const [steps, setSteps] = useState<readonly LiveView[]>([]);
  const [isOpen, setIsOpen] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>();
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    let tries = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stop: () => void;
    const watch = () => {
      stop = watchLive(workspaceId, { source, payload }, {
        onSteps: (more) => setSteps((before) => [...more.toReversed(), ...before].slice(0, MOST_KEPT)),
        onState: (state, refusal) => {
          setIsOpen(state === 'live');
          if (state === 'refused' && refusal?.status === UNKNOWN_YET && ++tries < TRIES) {
            timer = setTimeout(watch, BEFORE_NEXT_TRY_MS);
          } else {
            setProblem(refusal);
          }
        },
        onSampled: () => undefined,
        onMissed: () => undefined,
      });
    };
    watch();
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [workspaceId, source, payload, attempt]);

  return { steps, isOpen, problem, again: () => setAttempt((before) => before + 1) };
}
