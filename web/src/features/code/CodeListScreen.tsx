import { Button, Card, Group, Select, Table, Text, TextInput } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { codesQuery, type CodeKind } from '@/api/code';
import type { CodeView } from '@/api/generated/schema';
import { useMayEdit, useWorkspaceId } from '@/api/workspace';
import { Failed } from '@/ui/Failed';
import { Loading } from '@/ui/Loading';
import { PageHead } from '@/ui/PageHead';
import { Time } from '@/ui/Time';
import { FirstCode } from './FirstCode';
import { found, stateNamed, stateOf, wordsOf, type CodeState } from './kinds';
import { StateBadge } from './StateBadge';

const states = [
  { value: 'published', label: 'Published' },
  { value: 'changed', label: 'Draft changes' },
  { value: 'draft', label: 'Not published' },
];

/** Transformations, or libraries. */
export function CodeListScreen({ kind }: { kind: CodeKind }) {
  const workspaceId = useWorkspaceId();
  const mayEdit = useMayEdit();
  const search = useSearch({ strict: false });
  const { q = '' } = search;
  const state = stateNamed(search.state);
  const navigate = useNavigate();
  const { data: codes, error, refetch } = useQuery(codesQuery(workspaceId, kind));
  const words = wordsOf(kind);

  if (error) {
    return <Failed error={error} again={() => void refetch()} />;
  }

  if (!codes) {
    return <Loading />;
  }

  if (codes.length === 0) {
    return (
      <>
        <PageHead title={words.all} />
        <FirstCode kind={kind} />
      </>
    );
  }

  const look = (search: { q?: string; state?: CodeState }) => void navigate({ to: '.', search, replace: true });
  const shown = found(codes, q, state);
  return (
    <>
      <PageHead title={words.all}>
        {mayEdit && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} component={Link} to={`/w/${workspaceId}/${kind}/new`}>
            {words.add}
          </Button>
        )}
      </PageHead>
      <Card withBorder padding={0}>
        <Group p="sm">
          <TextInput
            aria-label={`Search ${words.all.toLowerCase()}`}
            placeholder="Name, description or id"
            leftSection={<IconSearch size={16} aria-hidden />}
            value={q}
            onChange={(event) => look({ ...(event.currentTarget.value !== '' && { q: event.currentTarget.value }), ...(state && { state }) })}
            w={280}
          />
          <Select aria-label="State" placeholder="Any state" data={states} value={state ?? null} clearable onChange={(to) => look({ ...(q !== '' && { q }), ...(to !== null && { state: to as CodeState }) })} w={170} />
          <Text size="sm" c="dimmed" aria-live="polite">
            {shown.length === codes.length ? codes.length : `${shown.length} of ${codes.length}`}
          </Text>
        </Group>
        <Table.ScrollContainer minWidth={640}>
          <Table highlightOnHover verticalSpacing="sm" horizontalSpacing="md">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Name</Table.Th>
                <Table.Th>State</Table.Th>
                <Table.Th>{kind === 'libraries' ? 'Imported by' : 'Used by'}</Table.Th>
                <Table.Th>Changed</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {shown.map((code) => (
                <Table.Tr key={code.id}>
                  <Table.Td>
                    <Text component={Link} to={`/w/${workspaceId}/${kind}/${code.id}`} size="sm" fw={500} td="none" c="var(--mantine-color-text)">
                      {code.name}
                    </Text>
                    <Text size="sm" c="dimmed" lineClamp={1}>
                      {code.importName === null ? code.description : `import … from "${code.importName}"`}
                    </Text>
                  </Table.Td>
                  <Table.Td>
                    <StateBadge state={stateOf(code)} />
                  </Table.Td>
                  <Table.Td>
                    <Users code={code} />
                  </Table.Td>
                  <Table.Td>
                    <Time at={code.updatedAt} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </Card>
    </>
  );
}

function Users({ code }: { code: CodeView }) {
  const names = [...code.destinations, ...code.importedBy].map((user) => user.name);
  return names.length === 0 ? (
    <Text size="sm" c="dimmed">
      nothing yet
    </Text>
  ) : (
    <Text size="sm" lineClamp={1}>
      {names.join(', ')}
    </Text>
  );
}
