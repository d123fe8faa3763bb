import type { LiveWish } from '@/api/live';
import { stepOf } from '../steps';
import type { Step } from './feed';

/** What the live list is narrowed to, as it stands in the address. */
export type LiveFilter = { source?: string; destination?: string; type?: string; name?: string; user?: string; failed?: true; contents?: true };

export const eventTypes = ['track', 'identify', 'page', 'screen', 'group', 'alias'] as const;

/** What the server chooses by. */
export function wishOf({ source, destination, type, user, failed, contents }: LiveFilter): LiveWish {
  return { source, destination, type, user, failed, payload: contents };
}

/** The server doesn't choose by names: what of the steps is shown. */
export function withName(steps: readonly Step[], name: string | undefined): readonly Step[] {
  const wanted = name?.trim().toLowerCase() ?? '';
  return wanted === '' ? steps : steps.filter((step) => step.name.toLowerCase().includes(wanted));
}

/** The steps of one event, the first of them first. */
export function stepsOf(steps: readonly Step[], messageId: string): Step[] {
  return steps.filter((step) => step.messageId === messageId).sort((a, b) => a.number - b.number);
}

/** An event of the live list, with the steps of it that are there. */
export type SeenEvent = { messageId: string; newest: Step; steps: Step[] };

/** Steps told apart by event; the event that something happened to last comes first. */
export function byEvent(newestFirst: readonly Step[]): SeenEvent[] {
  const events = new Map<string, SeenEvent>();
  for (const step of newestFirst) {
    const seen = events.get(step.messageId);
    if (seen) {
      seen.steps.unshift(step);
    } else {
      events.set(step.messageId, { messageId: step.messageId, newest: step, steps: [step] });
    }
  }

  return [...events.values()];
}

/** In words, what happened to an event before its newest step, in order: “received, parked ×3”. Empty: nothing is known. */
export function beforeOf({ steps }: SeenEvent): string {
  const times = new Map<string, number>();
  for (const { step } of steps.slice(0, -1)) {
    times.set(step, (times.get(step) ?? 0) + 1);
  }

  return [...times].map(([step, count]) => `${stepOf(step).label.toLowerCase()}${count === 1 ? '' : ` ×${count}`}`).join(', ');
}
