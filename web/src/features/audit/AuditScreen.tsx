import { Button, Card, Group, Select, Stack, TextInput } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { auditQuery, type AuditFilter } from '@/api/audit';
import { membersQuery } from '@/api/people';
import { useWorkspaceId } from '@/api/workspace';
import { Empty } from '@/ui/Empty';
import { Failed } from '@/ui/Failed';
import { Loading } from '@/ui/Loading';
import { PageHead } from '@/ui/PageHead';
import { ShowMore } from '@/ui/ShowMore';
import { Entry } from './Entry';
import { actions } from './words';

const kinds = ['source', 'destination', 'connection', 'transformation', 'library', 'credential', 'account', 'member', 'invitation', 'token', 'workspace', 'person'];
const route = getRouteApi('/inside/w/$workspaceId/audit');

/** Who changed what, and what it was before. */
export function AuditScreen() {
  const workspaceId = useWorkspaceId();
  const filter = route.useSearch();
  const navigate = useNavigate();
  const { data: members = [] } = useQuery(membersQuery(workspaceId));
  const pages = useInfiniteQuery(auditQuery(workspaceId, dayBegins(filter)));
  const { data, error, refetch } = pages;
  const set = (name: keyof AuditFilter, value: string | null) =>
    void navigate({ to: '.', search: Object.fromEntries(Object.entries({ ...filter, [name]: value ?? '' }).filter(([, v]) => v !== '')), replace: true });
  const entries = data?.pages.flatMap((page) => page.items);

  return (
    <>
      <PageHead title="Audit log" />
      <Stack>
        <Group align="end" gap="sm">
          <Select label="Who" placeholder="Anybody" clearable searchable data={members.map(({ id, name }) => ({ value: id, label: name }))} value={filter.userId ?? null} onChange={(v) => set('userId', v)} w={200} />
          <Select label="Did" placeholder="Anything" clearable data={[...actions]} value={filter.action ?? null} onChange={(v) => set('action', v)} w={220} />
          <Select label="To a" placeholder="Any type of thing" clearable searchable data={kinds} value={filter.targetType ?? null} onChange={(v) => set('targetType', v)} w={180} />
          <TextInput label="Since" type="date" value={filter.from ?? ''} onChange={(event) => set('from', event.currentTarget.value)} />
          {filter.targetId !== undefined && (
            <Button variant="light" onClick={() => set('targetId', null)}>
              Of all things, not of {filter.targetId} alone
            </Button>
          )}
        </Group>
        {error ? (
          <Failed error={error} again={() => void refetch()} />
        ) : !entries ? (
          <Loading />
        ) : entries.length === 0 ? (
          <Empty icon={<IconHistory aria-hidden />} title="Nothing of this kind">
            Every change of the workspace stands here: who made it, when, from where, and what was before. Secrets are left out.
          </Empty>
        ) : (
          <Card withBorder padding={0}>
            {entries.map((entry) => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </Card>
        )}
        <ShowMore pages={pages} label="Earlier" />
      </Stack>
    </>
  );
}

// A day of the viewer's, as an instant.
function dayBegins(filter: AuditFilter): AuditFilter {
  return filter.from === undefined || Number.isNaN(Date.parse(`${filter.from}T00:00`)) ? filter : { ...filter, from: new Date(`${filter.from}T00:00`).toISOString() };
}
