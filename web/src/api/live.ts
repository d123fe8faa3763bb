import { useEffect, useState } from 'react';
import { useWorkspaceId } from './workspace';

/** What happened to an event. `payload` only where it was asked for. */
export type LiveStep = {
  at: string;
  step: string;
  sourceId: string;
  destinationId: string;
  messageId: string;
  type: string;
  name: string;
  statusCode: number;
  detail: string;
  user: string;
  milliseconds: number | null;
  destinations: number | null;
  payload?: unknown;
  payloadNote?: string | null;
};

type Search = { source?: string; payload?: boolean };

const MOST_KEPT = 200;
const BEFORE_NEXT_TRY = 1_500;

/** Steps of events while they happen, newest first; `isOpen`: nothing is missed now. */
export function useLive({ source = '', payload = false }: Search): { steps: readonly LiveStep[]; isOpen: boolean } {
  const workspaceId = useWorkspaceId();
  const [steps, setSteps] = useState<readonly LiveStep[]>([]);
  const [isOpen, setIsOpen] = useState(false);

  useEffect(() => {
    let stream: EventSource;
    let again: ReturnType<typeof setTimeout> | undefined;
    const query = new URLSearchParams({ ...(source === '' ? {} : { source }), ...(payload ? { payload: 'true' } : {}) });
    const open = () => {
      stream = new EventSource(`/api/v1/workspaces/${encodeURIComponent(workspaceId)}/live?${query.toString()}`);
      // Comes at once: it says that it has begun.
      stream.addEventListener('beat', () => setIsOpen(true));
      stream.addEventListener('step', (event: MessageEvent<string>) => {
        const step = JSON.parse(event.data) as LiveStep;
        setSteps((before) => [step, ...before].slice(0, MOST_KEPT));
      });
      stream.addEventListener('error', () => {
        setIsOpen(false);
        // After a lost connection the browser tries by itself; after a refusal it does not, and what was made a moment ago is not in force yet.
        if (stream.readyState === EventSource.CLOSED) {
          again = setTimeout(open, BEFORE_NEXT_TRY);
        }
      });
    };

    open();
    return () => {
      clearTimeout(again);
      stream.close();
    };
  }, [workspaceId, source, payload]);

  return { steps, isOpen };
}
