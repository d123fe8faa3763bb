import { PasswordInput, Text, TextInput } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useSetUp } from '@/api/session';
import { EntryCard } from '@/ui/EntryCard';
import { ServerForm } from '@/ui/ServerForm';
import { useServerForm } from '@/ui/useServerForm';

const route = getRouteApi('/setup');

/** The first person of an installation, and its first workspace. */
export function SetUpScreen() {
  const { token } = route.useSearch();
  const navigate = useNavigate();
  const setUp = useSetUp();
  const { form, ...sending } = useServerForm({ token: token ?? '', name: '', email: '', password: '', workspaceName: '' }, async (values) => {
    await setUp.mutateAsync(values);
    await navigate({ to: '/' });
  });

  return (
    <EntryCard title="Set up Pintle">
      <Text c="dimmed" mb="md">
        You become the administrator. The server printed a token when it started; it works once.
      </Text>
      <ServerForm {...sending} label="Set up" fullWidth>
        <TextInput label="Set-up token" required placeholder="setup_…" autoComplete="off" {...form.getInputProps('token')} />
        <TextInput label="Your name" required autoComplete="name" {...form.getInputProps('name')} />
        <TextInput label="E-mail" type="email" required autoComplete="username" {...form.getInputProps('email')} />
        <PasswordInput label="Password" description="At least 12 characters; a sentence is good." required autoComplete="new-password" {...form.getInputProps('password')} />
        <TextInput label="Name of the workspace" description="Your company or product." required {...form.getInputProps('workspaceName')} />
      </ServerForm>
    </EntryCard>
  );
}
