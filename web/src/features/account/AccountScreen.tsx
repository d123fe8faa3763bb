import { Anchor, Card, Container, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useSession } from '@/api/session';
import { nameOfRole } from '@/features/people/roles';
import { PageHead } from '@/ui/PageHead';
import { Appearance } from './Appearance';
import { Password } from './Password';
import { SecondFactor } from './SecondFactor';
import { Sessions } from './Sessions';

/** What is one's own, in no workspace. */
export function AccountScreen() {
  const { user, workspaces } = useSession();
  return (
    <Container component="main" py="lg" size="sm">
      <Anchor component={Link} to="/" size="sm">
        ← To the workspace
      </Anchor>
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
            <Anchor key={id} component={Link} to={`/w/${id}/sources`}>
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
