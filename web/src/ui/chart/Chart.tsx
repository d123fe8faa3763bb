import { Group, Table, Text } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useState } from 'react';
import classes from './Chart.module.css';
import { Legend } from './Legend';
import { niceTop, stacked } from './scale';
import { strokeOf } from './strokes';

/** A line, or a colour of the bars. Null: nothing is known of that time. `stroke`: which of the lines it is, where that is not its place. */
type ChartSeries = { name: string; colour: string; values: readonly (number | null)[]; stroke?: number };

type Props = { title: string; kind: 'bars' | 'lines'; times: readonly string[]; series: readonly ChartSeries[]; format: (value: number) => string };

const HEIGHT = 220;
const LEFT = 56;
const BOTTOM = 22;
const TOP = 8;
const MOST_LABELS = 6;

/** Values over time, drawn, and as a table for who doesn't see the drawing. */
export function Chart({ title, kind, times, series, format }: Props) {
  const { ref, width } = useElementSize();
  const [pointed, setPointed] = useState<number | null>(null);
  const stacks = kind === 'bars' ? stacked(series.map((one) => one.values)) : series.map((one) => one.values.map((value): [number, number] => [0, value ?? 0]));
  const top = niceTop(Math.max(0, ...stacks.flat().map(([, to]) => to)));
  const inner = Math.max(0, width - LEFT);
  const x = (place: number) => LEFT + ((place + 0.5) * inner) / times.length;
  const y = (value: number) => TOP + (1 - value / top) * (HEIGHT - TOP - BOTTOM);
  const barWidth = Math.max(1, inner / times.length - 1.5);
  const lines = series.map((one, place) => ({ ...one, stroke: strokeOf(one.stroke ?? place) }));
  // The widest are beneath.
  const drawn = lines.toSorted((a, b) => b.stroke.width - a.stroke.width);
  const everyth = Math.ceil(times.length / MOST_LABELS);

  return (
    <figure className={classes.figure}>
      <Group justify="space-between" mb={4} gap="sm">
        <Text component="figcaption" size="sm" fw={600}>
          {title}
          {pointed !== null && <span className={classes.quiet}> · {times[pointed]}</span>}
        </Text>
        <Legend
          entries={lines.map(({ name, colour, stroke, values }) => ({
            name,
            colour,
            stroke: kind === 'lines' ? stroke : undefined,
            value: pointed === null ? undefined : wordsOf(values[pointed], format),
          }))}
        />
      </Group>
      <div ref={ref}>
        <svg
          width={width}
          height={HEIGHT}
          aria-hidden
          onMouseMove={(event) => setPointed(Math.min(times.length - 1, Math.max(0, Math.floor(((event.nativeEvent.offsetX - LEFT) / inner) * times.length))))}
          onMouseLeave={() => setPointed(null)}
        >
          {[0, 0.5, 1].map((share) => (
            <g key={share}>
              <line x1={LEFT} x2={width} y1={y(share * top)} y2={y(share * top)} className={classes.grid} />
              <text x={LEFT - 8} y={y(share * top) + 4} textAnchor="end" className={classes.label}>
                {format(share * top)}
              </text>
            </g>
          ))}
          {times.map((time, place) =>
            place % everyth === Math.floor(everyth / 2) ? (
              <text key={place} x={x(place)} y={HEIGHT - 4} textAnchor="middle" className={classes.label}>
                {time}
              </text>
            ) : null,
          )}
          {pointed !== null && <line x1={x(pointed)} x2={x(pointed)} y1={TOP} y2={HEIGHT - BOTTOM} className={classes.pointer} />}
          {kind === 'bars'
            ? series.map((one, i) => (
                <g key={one.name} fill={one.colour}>
                  {stacks[i]?.map(([from, to], place) => (to > from ? <rect key={place} x={x(place) - barWidth / 2} width={barWidth} y={y(to)} height={y(from) - y(to)} /> : null))}
                </g>
              ))
            : drawn.map(({ name, colour, values, stroke }) => (
                <g key={name} stroke={colour} fill={colour}>
                  <path d={pathOf(values, x, y)} fill="none" strokeWidth={stroke.width} strokeDasharray={stroke.dashes} strokeLinejoin="round" />
                  {values.map((value, place) =>
                    value === null || (values[place - 1] ?? null) !== null || (values[place + 1] ?? null) !== null ? null : <circle key={place} cx={x(place)} cy={y(value)} r={stroke.width * 1.5} stroke="none" />,
                  )}
                </g>
              ))}
        </svg>
      </div>
      <details className={classes.table}>
        <summary>As a table</summary>
        <Table.ScrollContainer minWidth={300} mah={260} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
          <Table fz="xs" aria-label={title}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Time</Table.Th>
                {series.map((one) => (
                  <Table.Th key={one.name}>{one.name}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {times.map((time, place) => (
                <Table.Tr key={place}>
                  <Table.Td>{time}</Table.Td>
                  {series.map((one) => (
                    <Table.Td key={one.name}>{wordsOf(one.values[place], format)}</Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </details>
    </figure>
  );
}

function wordsOf(value: number | null | undefined, format: (value: number) => string): string {
  return value === null || value === undefined ? '–' : format(value);
}

// A line ends where nothing is known, and begins again.
function pathOf(values: readonly (number | null)[], x: (place: number) => number, y: (value: number) => number): string {
  return values.map((value, place) => (value === null ? '' : `${(values[place - 1] ?? null) === null ? 'M' : 'L'}${x(place).toFixed(1)},${y(value).toFixed(1)}`)).join('');
}
