import type { LiveView } from '@/api/generated/schema';

/** An event and what has become of it. */
export type Journey = { messageId: string; type: string; name: string; at: string; steps: readonly LiveView[]; payload: unknown };

/** Live steps by event: the newest event first, its steps in their order. @param steps Newest first, as they come. */
export function journeysOf(steps: readonly LiveView[]): Journey[] {
  const found = new Map<string, LiveView[]>();
  for (const step of steps) {
    found.set(step.messageId, [step, ...(found.get(step.messageId) ?? [])]);
  }

  return [...found].map(([messageId, ofIt]) => {
    const named = ofIt.find(({ name }) => name !== '') ?? ofIt[0];
    return { messageId, type: named?.type ?? '', name: named?.name ?? '', at: ofIt[0]?.at ?? '', steps: ofIt, payload: ofIt.find(({ payload }) => payload !== undefined)?.payload };
  });
}

/** Did an event arrive anywhere? */
export const isDelivered = ({ steps }: Journey) => steps.some(({ step }) => step === 'delivered');
