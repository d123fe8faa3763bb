import { cpus, loadavg } from 'node:os';

/** One thing that was measured, and what it must keep to, if anything. */
export type Figure = { name: string; value: number; unit: 'ms' | 'KB' | 'MB' | 'fps' | 'frames'; most?: number; least?: number };

/** Of as many values as it takes: the machine has other work too. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}

function isKept({ value, most = Infinity, least = -Infinity }: Figure): boolean {
  return value <= most && value >= least;
}

export function limitsKept(figures: readonly Figure[]): boolean {
  return figures.length > 0 && figures.every(isKept);
}

function limitOf({ most, least, unit }: Figure): string {
  return most !== undefined ? `at most ${most} ${unit}` : least !== undefined ? `at least ${least} ${unit}` : 'no limit';
}

/**
 * A table for people.
 * @param speed Of the yardstick, in milliseconds: times of other runs and other computers compare by it.
 */
export function printed(figures: readonly Figure[], speed: number): string {
  const rows = figures.map((f) => [f.name, `${Math.round(f.value)} ${f.unit}`, limitOf(f), isKept(f) ? 'kept' : 'BROKEN']);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, column) => (column === 1 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join('  '));
  const [load = 0, processors] = [loadavg()[0], cpus().length];
  return `
Processor slowed down 4 times; Chromium without a window, its picture drawn by the processor too: there is no graphics card.
Yardstick: ${Math.round(speed)} ms for the same plain work, not slowed down. Load of the machine: ${load.toFixed(1)}, with ${processors} processors.

${lines.join('\n')}

`;
}
