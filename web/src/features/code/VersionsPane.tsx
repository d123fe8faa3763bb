import { Badge, Button, Card, Group, Radio, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Suspense } from 'react';
import { usePublishCode, useUpdateCode, versionsQuery, type CodeKind } from '@/api/code';
import type { CodeVersionView, FullCodeView } from '@/api/generated/schema';
import { membersQuery } from '@/api/people';
import { useWorkspaceId } from '@/api/workspace';
import { Failed } from '@/ui/Failed';
import { Loading } from '@/ui/Loading';
import { Time } from '@/ui/Time';
import { refused, told } from '@/ui/toasts';
import { CompareCard } from './CompareCard';
import { DiffEditor } from './monaco';
import { numbered } from './versions';

type Props = { kind: CodeKind; code: FullCodeView; mayEdit: boolean; isDirty: boolean };

/** What it was, by whom and when; the way back; and what would be different. */
export function VersionsPane({ kind, code, mayEdit, isDirty }: Props) {
  const workspaceId = useWorkspaceId();
  const { data, error, refetch } = useQuery(versionsQuery(workspaceId, kind, code.id));
  const { data: members = [] } = useQuery(membersQuery(workspaceId));
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const publish = usePublishCode(kind, code.id);
  const update = useUpdateCode(kind);
  if (error) {
    return <Failed error={error} again={() => void refetch()} />;
  }

  if (!data) {
    return <Loading />;
  }

  const versions = numbered(data);
  const b = versions.find((v) => v.id === search.b) ?? versions[0];
  const a = versions.find((v) => v.id === search.a) ?? versions.find((v) => v.isPublished && v.id !== b?.id) ?? versions[1];
  const look = (to: { a?: string; b?: string }) => void navigate({ to: '.', search: { tab: 'versions', ...(a && { a: a.id }), ...(b && { b: b.id }), ...to }, replace: true });
  const publishIt = (version: CodeVersionView) => publish.mutate(version.id, { onError: refused, onSuccess: () => told('Published: it is in force from now on.') });
  const rollBack = async ({ number, code: text, language, tests }: CodeVersionView & { number: number }) => {
    try {
      const now = await update.mutateAsync({ code, patch: { code: text, language, tests } });
      await publish.mutateAsync(now.newestVersionId);
      told(`Rolled back: a new version like number ${number} is in force.`);
    } catch (why) {
      refused(why);
    }
  };

  return (
    <Stack>
      <Card withBorder padding={0}>
        <Table.ScrollContainer minWidth={720}>
          <Table verticalSpacing="xs" horizontalSpacing="md">
            <Table.Thead>
              <Table.Tr>
                <Table.Th w={70}>Before</Table.Th>
                <Table.Th w={70}>After</Table.Th>
                <Table.Th>Version</Table.Th>
                <Table.Th>By</Table.Th>
                <Table.Th>When</Table.Th>
                <Table.Th />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {versions.map((version) => (
                <Table.Tr key={version.id}>
                  <Table.Td>
                    <Radio name="before" aria-label={`Before: version ${version.number}`} checked={version.id === a?.id} onChange={() => look({ a: version.id })} />
                  </Table.Td>
                  <Table.Td>
                    <Radio name="after" aria-label={`After: version ${version.number}`} checked={version.id === b?.id} onChange={() => look({ b: version.id })} />
                  </Table.Td>
                  <Table.Td>
                    <Group gap="xs">
                      <Text fw={500}>{version.number}</Text>
                      {version.isPublished && (
                        <Badge color="teal" variant="light" c="var(--mantine-color-text)" tt="none">
                          in force
                        </Badge>
                      )}
                      <Text size="xs" c="dimmed" ff="monospace">
                        {version.id}
                      </Text>
                    </Group>
                  </Table.Td>
                  <Table.Td>{members.find((m) => m.id === version.createdBy)?.name ?? 'somebody who left'}</Table.Td>
                  <Table.Td>
                    <Time at={version.createdAt} />
                  </Table.Td>
                  <Table.Td>
                    {mayEdit && !version.isPublished && (
                      <Group justify="flex-end" wrap="nowrap">
                        {version.id === code.newestVersionId ? (
                          <Button size="compact-sm" variant="light" loading={publish.isPending} onClick={() => publishIt(version)}>
                            Publish
                          </Button>
                        ) : (
                          <Button size="compact-sm" variant="default" disabled={isDirty} title={isDirty ? 'Save what you have written first.' : undefined} loading={update.isPending} onClick={() => void rollBack(version)} aria-label={`Roll back to version ${version.number}`}>
                            Roll back
                          </Button>
                        )}
                      </Group>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </Card>
      {a && b && a.id !== b.id && (
        <>
          <Card withBorder component="section" aria-label="Differences">
            <Text component="h2" fw={600} size="md" mb="xs">
              Version {a.number} and version {b.number}
            </Text>
            <Suspense fallback={<Loading />}>
              <DiffEditor label="Versions" before={a.code} after={b.code} language={b.language} />
            </Suspense>
          </Card>
          {kind === 'transformations' && <CompareCard code={code} before={a} after={b} mayEdit={mayEdit} />}
        </>
      )}
    </Stack>
  );
}
