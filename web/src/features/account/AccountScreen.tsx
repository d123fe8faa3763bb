import { Anchor, Card, Container, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useSession } from '@/api/session';
import { nameOfRole } from '@/features/people/roles';
import { PageHead } from '@/ui/PageHead';
import { Appearance } from './Appearance';
import { Password } from './Password';
import { SecondFactor } from './SecondFactor';
import { Sessions } from './Sessions';

/** What is one's own, whichever workspace one is in. */
export function AccountScreen() {
  const { user, workspaces } = useSession();
  return (
    <Container size="sm" p={0} mx={0}>
      <PageHead title="Account" />
      <Stack>
        <Card withBorder>
          <Text fw={500}>{user.name}</Text>
          <Text c="dimmed">{user.email}</Text>
          <Title order={2} size="h5" mt="md">
            Workspaces
          </Title>
          {workspaces.length === 0 && <Text c="dimmed">You are a member of no workspace. Ask an administrator for an invitation.</Text>}
          {workspaces.map(({ id, name, role }) => (
            <Anchor key={id} component={Link} to={`/w/${id}/connections`}>
              {name} ({nameOfRole(role)})
            </Anchor>
          ))}
        </Card>
        <Password />
        <SecondFactor />
        <Sessions />
        <Appearance />
      </Stack>
    </Container>
  );
}
