import { Badge, Button, Card, Group, Table, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { invitationsQuery, useCancelInvitation } from '@/api/people';
import { useWorkspaceId } from '@/api/workspace';
import { Failed } from '@/ui/Failed';
import { Time } from '@/ui/Time';
import { refused, told } from '@/ui/toasts';
import { PeopleTable } from './PeopleTable';
import { roles } from './roles';

/** Invitations that were not accepted yet; nothing when there are none. */
export function Invitations() {
  const workspaceId = useWorkspaceId();
  const { data: invitations = [], error, refetch, dataUpdatedAt } = useQuery(invitationsQuery(workspaceId));
  const cancel = useCancelInvitation();
  if (error) {
    return <Failed error={error} again={() => void refetch()} />;
  }

  return (
    invitations.length > 0 && (
      <Card withBorder padding={0}>
        <Title order={2} size="h5" p="md" pb={0}>
          Invited
        </Title>
        <PeopleTable label="Invited">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>E-mail</Table.Th>
              <Table.Th>Role</Table.Th>
              <Table.Th>Until</Table.Th>
              <Table.Th aria-label="What can be done" />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {invitations.map(({ id, email, role, expiresAt }) => (
              <Table.Tr key={id}>
                <Table.Td>
                  <Group gap="xs">
                    {email}
                    {Date.parse(expiresAt) < dataUpdatedAt && (
                      <Badge color="gray" variant="light">
                        over
                      </Badge>
                    )}
                  </Group>
                </Table.Td>
                <Table.Td>{roles.find((r) => r.value === role)?.label}</Table.Td>
                <Table.Td>
                  <Time at={expiresAt} />
                </Table.Td>
                <Table.Td ta="right">
                  <Button variant="subtle" color="red" size="compact-sm" aria-label={`Take back the invitation of ${email}`} onClick={() => cancel.mutate(id, { onError: refused, onSuccess: () => told(`The invitation of ${email} is taken back.`) })}>
                    Take back
                  </Button>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </PeopleTable>
      </Card>
    )
  );
}
