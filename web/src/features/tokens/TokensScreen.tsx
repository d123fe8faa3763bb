import { Button, Card, Switch, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { TokenView } from '@/api/generated/schema';
import { tokensQuery, useDeleteToken } from '@/api/tokens';
import { useIsAdmin, useWorkspaceId } from '@/api/workspace';
import { nameOfRole } from '@/features/people/roles';
import { Confirm } from '@/ui/Confirm';
import { Empty } from '@/ui/Empty';
import { Failed } from '@/ui/Failed';
import { Loading } from '@/ui/Loading';
import { PageHead } from '@/ui/PageHead';
import { Time } from '@/ui/Time';
import { refused, told } from '@/ui/toasts';
import { NewTokenDialog } from './NewTokenDialog';

const route = getRouteApi('/inside/w/$workspaceId/tokens');

/** Personal access tokens: programs that act for somebody. */
export function TokensScreen() {
  const workspaceId = useWorkspaceId();
  const isAdmin = useIsAdmin();
  const { whose } = route.useSearch();
  const navigate = useNavigate();
  const all = isAdmin && whose === 'all';
  const { data: tokens, error, refetch } = useQuery(tokensQuery(workspaceId, all));
  const [makes, { open, close }] = useDisclosure();
  const [leaving, setLeaving] = useState<TokenView | null>(null);
  const remove = useDeleteToken();
  if (error) {
    return <Failed error={error} again={() => void refetch()} />;
  }

  const add = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
      Make a token
    </Button>
  );
  return (
    <>
      <PageHead title="Access tokens">
        {isAdmin && <Switch label="Everybody’s" checked={all} onChange={(event) => void navigate({ to: '.', search: event.currentTarget.checked ? { whose: 'all' } : {}, replace: true })} />}
        {tokens && tokens.length > 0 && add}
      </PageHead>
      {!tokens ? (
        <Loading />
      ) : tokens.length === 0 ? (
        <Empty icon={<IconKey aria-hidden />} title="No tokens yet" action={add}>
          A token lets a program use the API for you: a script, a pipeline of your repository, the command line. It can do no more than you can.
        </Empty>
      ) : (
        <Card withBorder padding={0}>
          <Table.ScrollContainer minWidth={640}>
            <Table verticalSpacing="sm" horizontalSpacing="md">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Name</Table.Th>
                  {all && <Table.Th>Whose</Table.Th>}
                  <Table.Th>Role</Table.Th>
                  <Table.Th>Last used</Table.Th>
                  <Table.Th>Until</Table.Th>
                  <Table.Th aria-label="What can be done" />
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {tokens.map((token) => (
                  <Table.Tr key={token.id}>
                    <Table.Td>
                      <Text size="sm" fw={500}>{token.name}</Text>
                    </Table.Td>
                    {all && <Table.Td>{token.userEmail}</Table.Td>}
                    <Table.Td>{nameOfRole(token.role)}</Table.Td>
                    <Table.Td>{token.lastUsedAt === null ? 'never' : <Time at={token.lastUsedAt} />}</Table.Td>
                    <Table.Td>{token.expiresAt === null ? 'always' : <Time at={token.expiresAt} />}</Table.Td>
                    <Table.Td ta="right">
                      <Button variant="subtle" color="red" size="compact-sm" aria-label={`Revoke ${token.name}`} onClick={() => setLeaving(token)}>
                        Revoke
                      </Button>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </Card>
      )}
      {makes && <NewTokenDialog onClose={close} />}
      <Confirm
        opened={leaving !== null}
        onClose={() => setLeaving(null)}
        title={`Revoke ${leaving?.name ?? ''}?`}
        label="Revoke"
        isBusy={remove.isPending}
        onConfirm={() => leaving && remove.mutate(leaving.id, { onError: refused, onSuccess: () => told('The token is worth nothing any more.'), onSettled: () => setLeaving(null) })}
      >
        What uses it is refused from now on.
      </Confirm>
    </>
  );
}
