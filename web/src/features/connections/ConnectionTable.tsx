import { Button, Card, Checkbox, Group, Table, Text, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { latencyQuery } from '@/api/watching';
import { useMayEdit, useWorkspaceId } from '@/api/workspace';
import type { Edge, End } from './model';
import { StateBadge } from './StateBadge';
import { columns, nextSort, pageOf, rowsOf, sortRows, type Column } from './table';
import { TurnChosen } from './TurnChosen';
import { useLook } from './useConnections';
import { countOf, shareOf } from './words';

const PAGE = 50;
/** A figure and its unit, or a title, in one line. */
const whole = { whiteSpace: 'nowrap' } as const;
const heads: Record<Column, string> = {
  source: 'Source',
  destination: 'Destination',
  transformation: 'Transformation',
  state: 'State',
  events: 'Events last hour',
  failed: 'Failed',
  p50: 'Latency p50',
  p95: 'p95',
};

/** Every connection as a row; those who may edit choose many and turn them on or off at once. */
export function ConnectionTable({ edges }: { edges: readonly Edge[] }) {
  const workspaceId = useWorkspaceId();
  const mayEdit = useMayEdit();
  const { search, look } = useLook();
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const latency = useQuery(latencyQuery(workspaceId)).data;
  const sort = search.sort ?? 'source';
  const rows = useMemo(() => sortRows(rowsOf(edges, latency ?? []), sort), [edges, latency, sort]);
  const page = pageOf(rows, search.after, PAGE);
  // What is not found any more is not chosen.
  const chosen = edges.filter((edge) => marked.has(edge.id));
  const mark = (id: string, isMarked: boolean) => setMarked(new Set([...chosen.map((edge) => edge.id).filter((one) => one !== id), ...(isMarked ? [id] : [])]));
  return (
    <Card withBorder padding={0}>
      {mayEdit && <TurnChosen chosen={chosen} found={edges.length} />}
      <Table.ScrollContainer minWidth={900}>
        <Table highlightOnHover verticalSpacing="sm" horizontalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              {mayEdit && (
                <Table.Th w={40}>
                  <Checkbox
                    aria-label="Choose all of those found"
                    checked={chosen.length > 0 && chosen.length === edges.length}
                    indeterminate={chosen.length > 0 && chosen.length < edges.length}
                    disabled={edges.length === 0}
                    onChange={(event) => setMarked(new Set(event.currentTarget.checked ? edges.map((edge) => edge.id) : []))}
                  />
                </Table.Th>
              )}
              {columns.map((column) => {
                const way = sort === column ? 'ascending' : sort === `-${column}` ? 'descending' : 'none';
                return (
                  <Table.Th key={column} aria-sort={way} style={whole}>
                    <UnstyledButton fz="sm" fw={600} onClick={() => look({ sort: nextSort(sort, column), after: undefined })}>
                      <Group gap={4} wrap="nowrap">
                        {heads[column]}
                        {way === 'ascending' ? <IconArrowUp size={14} aria-hidden /> : way === 'descending' ? <IconArrowDown size={14} aria-hidden /> : null}
                      </Group>
                    </UnstyledButton>
                  </Table.Th>
                );
              })}
              <Table.Th />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {page.rows.map((row) => (
              <Table.Tr key={row.id}>
                {mayEdit && (
                  <Table.Td>
                    <Checkbox aria-label={`Choose the connection from ${row.source.name} to ${row.destination.name}`} checked={marked.has(row.id)} onChange={(event) => mark(row.id, event.currentTarget.checked)} />
                  </Table.Td>
                )}
                <Table.Td>
                  <EndLink end={row.source} />
                </Table.Td>
                <Table.Td>
                  <EndLink end={row.destination} />
                </Table.Td>
                <Table.Td>{row.transformation ?? <None />}</Table.Td>
                <Table.Td>
                  <StateBadge state={row.state} />
                </Table.Td>
                <Table.Td style={whole}>{countOf(row.flow.events)}</Table.Td>
                <Table.Td style={whole}>{row.flow.failed === 0 ? <None /> : <Text size="sm" c="var(--mantine-color-error)">{`${countOf(row.flow.failed)} (${shareOf(row.flow) ?? ''})`}</Text>}</Table.Td>
                <Table.Td style={whole}>{row.p50 === null ? <None /> : millisecondsOf(row.p50)}</Table.Td>
                <Table.Td style={whole}>{row.p95 === null ? <None /> : millisecondsOf(row.p95)}</Table.Td>
                <Table.Td>
                  <Button size="compact-sm" variant="default" onClick={() => look({ edge: row.id })} aria-label={`Open the connection from ${row.source.name} to ${row.destination.name}`}>
                    Open
                  </Button>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {rows.length === 0 && (
        <Text p="lg" ta="center" c="dimmed">
          No connection fits.
        </Text>
      )}
      {(page.before !== null || page.after !== null) && (
        <Group p="sm" justify="flex-end">
          <Text size="sm" c="dimmed">{`${page.from + 1} to ${page.from + page.rows.length} of ${rows.length}`}</Text>
          <Button size="compact-sm" variant="default" disabled={page.before === null} onClick={() => look({ after: page.before === '' ? undefined : (page.before ?? undefined) })}>
            Before
          </Button>
          <Button size="compact-sm" variant="default" disabled={page.after === null} onClick={() => look({ after: page.after ?? undefined })}>
            Next
          </Button>
        </Group>
      )}
    </Card>
  );
}

function EndLink({ end }: { end: End }) {
  const workspaceId = useWorkspaceId();
  return (
    <Text component={Link} to={`/w/${workspaceId}/${end.kind}s/${end.id}`} size="sm" fw={500} td="none" c="var(--mantine-color-text)">
      {end.name}
    </Text>
  );
}

function None() {
  return (
    <Text size="sm" c="dimmed" aria-label="none">
      –
    </Text>
  );
}

function millisecondsOf(value: number): string {
  return value < 1_000 ? `${value < 10 ? value.toFixed(1) : Math.round(value)} ms` : `${(value / 1_000).toFixed(1)} s`;
}
