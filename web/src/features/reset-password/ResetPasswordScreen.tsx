import { Anchor, PasswordInput, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useResetPassword } from '@/api/account';
import { takeAddressSecret } from '@/ui/addressSecret';
import { EntryCard } from '@/ui/EntryCard';
import { ServerForm } from '@/ui/ServerForm';
import { useServerForm } from '@/ui/useServerForm';

/** Sets a password by a link that an administrator made. */
export function ResetPasswordScreen() {
  const [secret] = useState(takeAddressSecret);
  const reset = useResetPassword();
  const { form, ...sending } = useServerForm({ new: '' }, (values) => reset.mutateAsync({ secret, ...values }));
  const logIn = (
    <Anchor component={Link} to="/log-in" underline="always">
      Log in
    </Anchor>
  );

  return (
    <EntryCard title="A new password">
      {reset.isSuccess ? (
        <Text role="status">The password is set, and you are logged out everywhere. {logIn} with it.</Text>
      ) : secret === '' ? (
        <Text>The link is not whole. Open it as it was sent to you, or ask for another. {logIn}</Text>
      ) : (
        <ServerForm {...sending} label="Set the password" fullWidth>
          <PasswordInput label="New password" description="At least 12 characters; a sentence is good." required autoComplete="new-password" {...form.getInputProps('new')} />
        </ServerForm>
      )}
    </EntryCard>
  );
}
