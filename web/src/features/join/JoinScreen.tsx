import { Anchor, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useAcceptInvitation } from '@/api/people';
import { sessionQuery } from '@/api/session';
import { takeAddressSecret } from '@/ui/addressSecret';
import { EntryCard } from '@/ui/EntryCard';
import { Loading } from '@/ui/Loading';
import { ServerForm } from '@/ui/ServerForm';
import { refused } from '@/ui/toasts';
import { useServerForm } from '@/ui/useServerForm';

/** Accepts an invitation: as who is logged in, or as somebody new. */
export function JoinScreen() {
  const [secret] = useState(takeAddressSecret);
  const { data: session, isPending } = useQuery(sessionQuery);
  const navigate = useNavigate();
  const accept = useAcceptInvitation();
  const { form, ...sending } = useServerForm({ name: '', password: '' }, async (values) => {
    await accept.mutateAsync({ secret, ...values });
    await navigate({ to: '/' });
  });

  return (
    <EntryCard title="You are invited">
      {isPending ? (
        <Loading />
      ) : secret === '' ? (
        <Text>The link is not whole. Open it as it was sent to you, or ask for another.</Text>
      ) : session ? (
        <Stack>
          <Text>You are logged in as {session.user.email}.</Text>
          <Button loading={accept.isPending} onClick={() => accept.mutate({ secret }, { onError: refused, onSuccess: () => void navigate({ to: '/' }) })}>
            Join the workspace
          </Button>
        </Stack>
      ) : (
        <ServerForm {...sending} label="Join" fullWidth>
          <TextInput label="Your name" required autoComplete="name" {...form.getInputProps('name')} />
          <PasswordInput label="Password" description="At least 12 characters; a sentence is good." required autoComplete="new-password" {...form.getInputProps('password')} />
          <Text size="sm" c="dimmed">
            Are you here already?{' '}
            <Anchor component={Link} to="/log-in" underline="always">
              Log in
            </Anchor>{' '}
            first, then open the link again.
          </Text>
        </ServerForm>
      )}
    </EntryCard>
  );
}
