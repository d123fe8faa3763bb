import { Badge, Card, Group, Select, Table, Text } from '@mantine/core';
import { useState } from 'react';
import type { MemberView } from '@/api/generated/schema';
import { useChangeRole, useRemoveMember } from '@/api/people';
import { useSession } from '@/api/session';
import { useIsAdmin } from '@/api/workspace';
import { Confirm } from '@/ui/Confirm';
import { Time } from '@/ui/Time';
import { refused, told } from '@/ui/toasts';
import { MemberMenu } from './MemberMenu';
import { PeopleTable } from './PeopleTable';
import { ResetPasswordDialog } from './ResetPasswordDialog';
import { isRole, roles } from './roles';

/** The members of the workspace, by name. */
export function Members({ members }: { members: readonly MemberView[] }) {
  const isAdmin = useIsAdmin();
  const { user } = useSession();
  const changeRole = useChangeRole();
  const remove = useRemoveMember();
  const [leaving, setLeaving] = useState<MemberView | null>(null);
  const [forgetful, setForgetful] = useState<MemberView | null>(null);

  const change = (member: MemberView, role: string | null) => {
    if (isRole(role) && role !== member.role) {
      changeRole.mutate({ userId: member.id, role }, { onError: refused, onSuccess: () => told(`${member.name}’s role is changed.`) });
    }
  };
  const removeIt = (member: MemberView) =>
    remove.mutate(member.id, { onError: refused, onSuccess: () => told(`${member.name} is no member any more.`), onSettled: () => setLeaving(null) });

  return (
    <Card withBorder padding={0}>
      <PeopleTable label="Members">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Name</Table.Th>
            <Table.Th>Role</Table.Th>
            <Table.Th>Since</Table.Th>
            {isAdmin && <Table.Th aria-label="What can be done" />}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {members.map((member) => (
            <Table.Tr key={member.id}>
              <Table.Td>
                <Group gap="xs">
                  <Text size="sm" fw={500}>{member.name}</Text>
                  {member.id === user.id && <Badge variant="light" tt="none">you</Badge>}
                </Group>
                <Text size="sm" c="dimmed">
                  {member.email}
                </Text>
              </Table.Td>
              <Table.Td>
                {isAdmin ? (
                  <Select
                    aria-label={`Role of ${member.name}`}
                    data={roles.map(({ value, label }) => ({ value, label }))}
                    value={member.role}
                    allowDeselect={false}
                    onChange={(role) => change(member, role)}
                    w={160}
                  />
                ) : (
                  roles.find((r) => r.value === member.role)?.label
                )}
              </Table.Td>
              <Table.Td>
                <Time at={member.createdAt} />
              </Table.Td>
              {isAdmin && (
                <Table.Td ta="right">
                  {member.id !== user.id && <MemberMenu member={member} onReset={() => setForgetful(member)} onRemove={() => setLeaving(member)} />}
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </PeopleTable>
      <Confirm
        opened={leaving !== null}
        onClose={() => setLeaving(null)}
        title={`Remove ${leaving?.name ?? ''}?`}
        label="Remove"
        isBusy={remove.isPending}
        onConfirm={() => leaving && removeIt(leaving)}
      >
        They can’t see this workspace any more, and their tokens of it are gone at once.
      </Confirm>
      {forgetful && <ResetPasswordDialog member={forgetful} onClose={() => setForgetful(null)} />}
    </Card>
  );
}
