import { Anchor, Container, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useSession } from '@/api/session';
import { PageHead } from '@/ui/PageHead';

/** What is one's own, in no workspace. */
export function AccountScreen() {
  const { user, workspaces } = useSession();
  return (
    <Container component="main" py="lg" size="sm">
      <PageHead title="Account" />
      <Stack gap="xs">
        <Text>
          {user.name} · {user.email}
        </Text>
        {workspaces.length === 0 && <Text c="dimmed">You are a member of no workspace. Ask an administrator for an invitation.</Text>}
        {workspaces.map(({ id, name, role }) => (
          <Anchor key={id} component={Link} to={`/w/${id}/sources`}>
            {name} ({role})
          </Anchor>
        ))}
      </Stack>
    </Container>
  );
}
