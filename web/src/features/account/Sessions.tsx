import { Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { sessionsQuery, useEndOtherSessions, useEndSession } from '@/api/account';
import { Failed } from '@/ui/Failed';
import { Time } from '@/ui/Time';
import { refused, told } from '@/ui/toasts';
import { browserOf } from './browserOf';

/** Where one is logged in, and the way to end that. */
export function Sessions() {
  const { data: sessions = [], error, refetch } = useQuery(sessionsQuery);
  const end = useEndSession();
  const endOthers = useEndOtherSessions();
  return (
    <Card withBorder>
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h5">
          Where you are logged in
        </Title>
        {sessions.length > 1 && (
          <Button variant="light" color="red" size="xs" loading={endOthers.isPending} onClick={() => endOthers.mutate(undefined, { onError: refused, onSuccess: () => told('You are logged out everywhere but here.') })}>
            Log out everywhere else
          </Button>
        )}
      </Group>
      {error && <Failed error={error} again={() => void refetch()} />}
      <Stack gap="sm">
        {sessions.map(({ id, current, address, userAgent, lastSeenAt }) => (
          <Group key={id} justify="space-between" wrap="nowrap">
            <div>
              <Group gap="xs">
                <Text size="sm" fw={500}>
                  {browserOf(userAgent)}
                </Text>
                {current && <Badge variant="light" tt="none">this one</Badge>}
              </Group>
              <Text size="sm" c="dimmed" component="div">
                {address} · last seen <Time at={lastSeenAt} />
              </Text>
            </div>
            {!current && (
              <Button variant="subtle" color="red" size="compact-sm" aria-label={`Log out ${browserOf(userAgent)} at ${address}`} onClick={() => end.mutate(id, { onError: refused })}>
                Log out
              </Button>
            )}
          </Group>
        ))}
      </Stack>
    </Card>
  );
}
