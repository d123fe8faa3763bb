import { Anchor, Center, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';

export function NotFound() {
  return (
    <Center mih="60vh" component="main">
      <Stack align="center" gap="xs">
        <Title order={1} size="h2">
          Nothing is here
        </Title>
        <Text c="dimmed">The address may be mistyped, or what it named was deleted.</Text>
        <Anchor component={Link} to="/">
          To the start
        </Anchor>
      </Stack>
    </Center>
  );
}
