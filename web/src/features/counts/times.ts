import type { Grain } from '@/api/events';

const formats: Readonly<Record<Grain, Intl.DateTimeFormat>> = {
  minute: new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  hour: new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  // Days are UTC's.
  day: new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric', timeZone: 'UTC' }),
};

/** What a bucket is called on an axis. */
export function timeOf(bucket: number, grain: Grain): string {
  return formats[grain].format(bucket);
}
