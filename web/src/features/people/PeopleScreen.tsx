import { Button, Card, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconUserPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { membersQuery } from '@/api/people';
import { useIsAdmin, useWorkspaceId } from '@/api/workspace';
import { Failed } from '@/ui/Failed';
import { Loading } from '@/ui/Loading';
import { PageHead } from '@/ui/PageHead';
import { Invitations } from './Invitations';
import { InviteDialog } from './InviteDialog';
import { Members } from './Members';
import { roles } from './roles';

/** Who is in the workspace, and who is invited. */
export function PeopleScreen() {
  const workspaceId = useWorkspaceId();
  const isAdmin = useIsAdmin();
  const [invites, { open, close }] = useDisclosure();
  const { data: members, error, refetch } = useQuery(membersQuery(workspaceId));
  if (error) {
    return <Failed error={error} again={() => void refetch()} />;
  }

  return (
    <>
      <PageHead title="People">
        {isAdmin && (
          <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={open}>
            Invite
          </Button>
        )}
      </PageHead>
      <Stack>
        {members ? <Members members={members} /> : <Loading />}
        {isAdmin && <Invitations />}
        <Card withBorder>
          {roles.map(({ value, label, may }) => (
            <Text key={value} size="sm" c="dimmed">
              <b>{label}</b>: {may}
            </Text>
          ))}
        </Card>
      </Stack>
      {invites && <InviteDialog onClose={close} />}
    </>
  );
}
