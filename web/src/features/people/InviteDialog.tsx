import { Modal, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Role } from '@/api/generated/schema';
import { useInvite } from '@/api/people';
import { SecretOnce } from '@/ui/SecretOnce';
import { ServerForm } from '@/ui/ServerForm';
import { useServerForm } from '@/ui/useServerForm';
import { isRole, roles } from './roles';

/** An address and a role make a link to send. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const invite = useInvite();
  const [link, setLink] = useState<string | null>(null);
  const { form, ...sending } = useServerForm<{ email: string; role: Role }>({ email: '', role: 'editor' }, async (values) => {
    const { secret } = await invite.mutateAsync(values);
    setLink(`${window.location.origin}/invitation#${secret ?? ''}`);
  });
  const { email, role } = form.getValues();

  return (
    <Modal opened onClose={onClose} title="Invite somebody" size="lg">
      {link === null ? (
        <ServerForm {...sending} label="Make the link">
          <TextInput label="E-mail" type="email" required data-autofocus {...form.getInputProps('email')} />
          <Select
            label="Role"
            description={roles.find((r) => r.value === role)?.may}
            data={roles.map(({ value, label }) => ({ value, label }))}
            value={role}
            allowDeselect={false}
            onChange={(value) => isRole(value) && form.setFieldValue('role', value)}
          />
        </ServerForm>
      ) : (
        <SecretOnce title={`Send this link to ${email}`} value={link} what="the link">
          It is good for seven days, and once. It is not shown again.
        </SecretOnce>
      )}
    </Modal>
  );
}
