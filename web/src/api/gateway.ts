import { useMutation } from '@tanstack/react-query';
import { Problem } from './problem';

const LONGEST_WAIT = 10_000;

/** Events go to the gateway itself, as an SDK in a browser sends them. */
async function sendTo(dataPlaneUrl: string, writeKey: string, event: Record<string, unknown>): Promise<void> {
  let answer: Response;
  try {
    answer = await fetch(`${dataPlaneUrl}/v1/track`, {
      method: 'POST',
      credentials: 'omit',
      headers: { 'Content-Type': 'application/json', Authorization: `Basic ${btoa(`${writeKey}:`)}` },
      body: JSON.stringify(event),
      signal: AbortSignal.timeout(LONGEST_WAIT),
    });
  } catch {
    throw new Problem(0, `This browser can’t reach the data plane at ${dataPlaneUrl}. If SDKs reach it by another address, set gateway.publicUrl.`);
  }

  if (!answer.ok) {
    throw new Problem(answer.status, `The data plane did not take it (${answer.status}): ${await answer.text()}`);
  }
}

/** Sends an event as a source. */
export function useSendEvent() {
  return useMutation({
    mutationFn: ({ dataPlaneUrl, writeKey, event }: { dataPlaneUrl: string; writeKey: string; event: Record<string, unknown> }) => sendTo(dataPlaneUrl, writeKey, event),
  });
}
