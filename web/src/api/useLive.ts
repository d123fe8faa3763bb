import { useEffect, useState } from 'react';
import type { LiveView } from './generated/schema';
import { watchLive } from './live';
import { useWorkspaceId } from './workspace';

const MOST_KEPT = 200;

/** Steps of a source's events while they happen, newest first; `isOpen`: nothing is missed now. */
export function useLive({ source = '', payload = false }: { source?: string; payload?: boolean }): { steps: readonly LiveView[]; isOpen: boolean } {
  const workspaceId = useWorkspaceId();
  const [steps, setSteps] = useState<readonly LiveView[]>([]);
  const [isOpen, setIsOpen] = useState(false);

  useEffect(
    () =>
      watchLive(
        workspaceId,
        { source, payload },
        {
          onStep: (step) => setSteps((before) => [step, ...before].slice(0, MOST_KEPT)),
          onState: (state) => setIsOpen(state === 'live'),
          onSampled: () => undefined,
          onMissed: () => undefined,
        },
      ),
    [workspaceId, source, payload],
  );

  return { steps, isOpen };
}
