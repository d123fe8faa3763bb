import { Badge, Button, Card, Group, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useBeginSecondFactor, useEndSecondFactor } from '@/api/account';
import type { SecondFactorView } from '@/api/generated/schema';
import { useSession } from '@/api/session';
import { AskPassword } from '@/ui/AskPassword';
import { refused, told } from '@/ui/toasts';
import { ConfirmApp } from './ConfirmApp';

/** A code of an app, besides the password. */
export function SecondFactor() {
  const { user } = useSession();
  const begin = useBeginSecondFactor();
  const end = useEndSecondFactor();
  const [begun, setBegun] = useState<SecondFactorView | null>(null);
  const [ends, setEnds] = useState(false);
  const endIt = async (password: string) => {
    await end.mutateAsync(password);
    setEnds(false);
    told('Logging in needs no code any more.');
  };

  return (
    <Card withBorder>
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h5">
          Second factor
        </Title>
        <Badge variant="light" tt="none" color={user.secondFactor ? 'teal' : 'gray'}>
          {user.secondFactor ? 'on' : 'off'}
        </Badge>
      </Group>
      {begun ? (
        <ConfirmApp begun={begun} onDone={() => setBegun(null)} />
      ) : user.secondFactor ? (
        <Button variant="light" color="red" style={{ alignSelf: 'flex-start' }} onClick={() => setEnds(true)}>
          End it
        </Button>
      ) : (
        <>
          <Text size="sm" c="dimmed" mb="sm">
            Logging in then needs a code of an app on your phone too. Who finds out your password can’t do anything with it.
          </Text>
          <Button variant="default" style={{ alignSelf: 'flex-start' }} loading={begin.isPending} onClick={() => begin.mutate(undefined, { onError: refused, onSuccess: setBegun })}>
            Set it up
          </Button>
        </>
      )}
      {ends && (
        <AskPassword title="End the second factor" label="End it" onClose={() => setEnds(false)} send={endIt}>
          Logging in needs your password alone then.
        </AskPassword>
      )}
    </Card>
  );
}
