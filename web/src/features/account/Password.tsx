import { Card, PasswordInput, Title } from '@mantine/core';
import { useChangePassword } from '@/api/account';
import { ServerForm } from '@/ui/ServerForm';
import { told } from '@/ui/toasts';
import { useServerForm } from '@/ui/useServerForm';

/** Another password; one is logged out everywhere else. */
export function Password() {
  const change = useChangePassword();
  const { form, ...sending } = useServerForm({ current: '', new: '' }, async (values) => {
    await change.mutateAsync(values);
    told('The password is changed, and you are logged out everywhere but here.');
  });

  return (
    <Card withBorder>
      <Title order={2} size="h5" mb="sm">
        Password
      </Title>
      <ServerForm {...sending} label="Change the password">
        <PasswordInput label="Current password" required autoComplete="current-password" {...form.getInputProps('current')} />
        <PasswordInput label="New password" description="At least 12 characters; a sentence is good." required autoComplete="new-password" {...form.getInputProps('new')} />
      </ServerForm>
    </Card>
  );
}
