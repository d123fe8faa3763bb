import { Group, Table, Text } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useState } from 'react';
import classes from './Chart.module.css';
import { niceTop, stacked } from './scale';

/** A line, or a colour of the bars. Null: nothing is known of that time. */
type ChartSeries = { name: string; colour: string; values: readonly (number | null)[] };

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
  const everyth = Math.ceil(times.length / MOST_LABELS);

  return (
    <figure className={classes.figure}>
      <Group justify="space-between" mb={4} gap="sm">
        <Text component="figcaption" size="sm" fw={600}>
          {title}
          {pointed !== null && <span className={classes.quiet}> · {times[pointed]}</span>}
        </Text>
        <Group gap="sm">
          {series.map((one) => (
            <Text key={one.name} size="xs" className={classes.key ?? ''}>
              <span className={classes.swatch} style={{ background: one.colour }} />
              {one.name}
              {pointed !== null && <b>{one.values[pointed] === null || one.values[pointed] === undefined ? '–' : format(one.values[pointed])}</b>}
            </Text>
          ))}
        </Group>
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
          {series.map((one, i) =>
            kind === 'bars' ? (
              <g key={one.name} fill={one.colour}>
                {stacks[i]?.map(([from, to], place) => (to > from ? <rect key={place} x={x(place) - barWidth / 2} width={barWidth} y={y(to)} height={y(from) - y(to)} /> : null))}
              </g>
            ) : (
              <g key={one.name} stroke={one.colour} fill={one.colour}>
                <path d={pathOf(one.values, x, y)} fill="none" strokeWidth={2} strokeLinejoin="round" />
                {one.values.map((value, place) => (value === null || (one.values[place - 1] ?? null) !== null || (one.values[place + 1] ?? null) !== null ? null : <circle key={place} cx={x(place)} cy={y(value)} r={3} stroke="none" />))}
              </g>
            ),
          )}
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
                  {series.map((one) => {
                    const value = one.values[place] ?? null;
                    return <Table.Td key={one.name}>{value === null ? '–' : format(value)}</Table.Td>;
                  })}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </details>
    </figure>
  );
}

// A line ends where nothing is known, and begins again.
function pathOf(values: readonly (number | null)[], x: (place: number) => number, y: (value: number) => number): string {
  return values.map((value, place) => (value === null ? '' : `${(values[place - 1] ?? null) === null ? 'M' : 'L'}${x(place).toFixed(1)},${y(value).toFixed(1)}`)).join('');
}
