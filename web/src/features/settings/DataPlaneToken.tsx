import { Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useWorkspaceToken } from '@/api/workspace';
import { AskPassword } from '@/ui/AskPassword';
import { SecretOnce } from '@/ui/SecretOnce';

/** What data planes elsewhere log in with. */
export function DataPlaneToken() {
  const ask = useWorkspaceToken();
  const [asks, setAsks] = useState<'reveal' | 'rotate' | null>(null);
  const [token, setToken] = useState<string | null>(null);
  const send = async (password: string) => {
    setToken((await ask.mutateAsync({ password, rotate: asks === 'rotate' })).token);
    setAsks(null);
  };

  return (
    <Card withBorder>
      <Stack gap="sm">
        <Title order={2} size="h5">
          Token of data planes
        </Title>
        <Text size="sm" c="dimmed">
          A data plane on another machine gets this workspace with it, secrets included. The one in the box needs none.
        </Text>
        {token !== null && <SecretOnce title="Token of the workspace" value={token} what="the token" />}
        <Group>
          <Button variant="default" onClick={() => setAsks('reveal')}>
            Show it
          </Button>
          <Button variant="light" color="red" onClick={() => setAsks('rotate')}>
            Make a new one
          </Button>
        </Group>
      </Stack>
      {asks !== null && (
        <AskPassword title={asks === 'rotate' ? 'Make a new token' : 'Show the token'} label={asks === 'rotate' ? 'Make it' : 'Show it'} onClose={() => setAsks(null)} send={send}>
          {asks === 'rotate' ? 'Data planes that use the one of now are refused until they get the new one. They go on with their last snapshot meanwhile.' : 'With it one reads every secret of the workspace. That it was shown stands in the audit log.'}
        </AskPassword>
      )}
    </Card>
  );
}
