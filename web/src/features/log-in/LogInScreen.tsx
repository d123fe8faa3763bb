import { PasswordInput, TextInput } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Problem } from '@/api/problem';
import { useLogIn } from '@/api/session';
import { EntryCard } from '@/ui/EntryCard';
import { ServerForm } from '@/ui/ServerForm';
import { useServerForm } from '@/ui/useServerForm';
import { IssuerButtons } from './IssuerButtons';

const route = getRouteApi('/log-in');

export function LogInScreen() {
  const { next, problem } = route.useSearch();
  const navigate = useNavigate();
  const logIn = useLogIn();
  const [asksCode, setAsksCode] = useState(false);
  const { form, ...sending } = useServerForm({ email: '', password: '', code: '' }, async ({ code, ...who }) => {
    try {
      await logIn.mutateAsync(code === '' ? who : { ...who, code });
    } catch (refused) {
      setAsksCode((asked) => asked || (refused instanceof Problem && refused.needsCode));
      throw refused;
    }

    await navigate({ href: next ?? '/' });
  });

  return (
    <EntryCard title="Log in">
      <IssuerButtons returnTo={next ?? '/'} problem={problem} />
      <ServerForm {...sending} label="Log in" fullWidth>
        <TextInput label="E-mail" type="email" required autoComplete="username" {...form.getInputProps('email')} />
        <PasswordInput label="Password" required autoComplete="current-password" {...form.getInputProps('password')} />
        {asksCode && (
          <TextInput label="Code" description="Of your authenticator app, or a recovery code." autoComplete="one-time-code" inputMode="numeric" data-autofocus {...form.getInputProps('code')} />
        )}
      </ServerForm>
    </EntryCard>
  );
}
