import { Group, Text } from '@mantine/core';
import classes from './Chart.module.css';
import type { Stroke } from './strokes';

/** A name beside what is drawn of it; `stroke`: a line, as it is drawn. `value`: of the time that is pointed at. */
type Entry = { name: string; colour: string; stroke: Stroke | undefined; value: string | undefined };

/** What is what in a chart. */
export function Legend({ entries }: { entries: readonly Entry[] }) {
  return (
    <Group gap="sm">
      {entries.map(({ name, colour, stroke, value }) => (
        <Text key={name} size="xs" className={classes.key ?? ''}>
          {stroke === undefined ? (
            <span className={classes.swatch} style={{ background: colour }} />
          ) : (
            <svg width={34} height={8} aria-hidden>
              <line x1={0} x2={34} y1={4} y2={4} stroke={colour} strokeWidth={stroke.width} strokeDasharray={stroke.dashes} />
            </svg>
          )}
          {name}
          {value !== undefined && <b>{value}</b>}
        </Text>
      ))}
    </Group>
  );
}
