import type { JobReport } from '@/api/generated/schema';

/** What a job was asked for, as it is kept. */
type Asked = { destinationId?: string | null; reason?: string | null; letters?: unknown[] | null; transformationVersion?: string | null };

export const states: Readonly<Record<string, { label: string; colour: string }>> = {
  running: { label: 'Running', colour: 'blue' },
  done: { label: 'Done', colour: 'teal' },
  cancelled: { label: 'Cancelled', colour: 'gray' },
  failed: { label: 'Failed', colour: 'red' },
};

export function askedOf(job: JobReport): Asked {
  return typeof job.asked === 'object' && job.asked !== null ? job.asked : {};
}

/** In words, what a job delivers again. */
export function whatOf(job: JobReport): string {
  const { reason, letters, transformationVersion } = askedOf(job);
  const what = letters ? (letters.length === 1 ? '1 chosen event' : `${letters.length} chosen events`) : reason ? `Events that failed: ${reason}` : job.kind.includes('letter') ? 'All failed events' : 'Events of the log';
  return transformationVersion ? `${what}, through another version of the transformation` : what;
}

/** How far it is, in words. */
export function progressOf({ progress, perSecond, left }: JobReport): string {
  const count = new Intl.NumberFormat();
  const parts = [`${count.format(progress.delivered)} delivered`];
  for (const [name, value] of Object.entries({ 'failed again': progress.failed, 'left out': progress.filtered + progress.dropped, waiting: progress.waiting })) {
    if (value > 0) {
      parts.push(`${count.format(value)} ${name}`);
    }
  }

  if (perSecond > 0) {
    parts.push(`${count.format(perSecond)} a second`);
  }

  return left === null ? parts.join(' · ') : `${parts.join(' · ')} · ${left} left`;
}
