import { Modal, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Role } from '@/api/generated/schema';
import { useCreateToken } from '@/api/tokens';
import { useWorkspace } from '@/api/workspace';
import { SecretOnce } from '@/ui/SecretOnce';
import { ServerForm } from '@/ui/ServerForm';
import { useServerForm } from '@/ui/useServerForm';

const DAY_MS = 86_400_000;
const order: readonly Role[] = ['viewer', 'editor', 'admin'];
const lives = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'A year' },
  { value: '', label: 'Until it is revoked' },
];

/** A name, what it may do and for how long. */
export function NewTokenDialog({ onClose }: { onClose: () => void }) {
  const { role: own } = useWorkspace();
  const create = useCreateToken();
  const [token, setToken] = useState<string | null>(null);
  const { form, ...sending } = useServerForm({ name: '', role: 'viewer', days: '90' }, async ({ name, role, days }) => {
    const expiresAt = days === '' ? null : new Date(Date.now() + Number(days) * DAY_MS).toISOString();
    setToken((await create.mutateAsync({ name, role: role as Role, expiresAt })).token ?? '');
  });

  return (
    <Modal opened onClose={onClose} title="Make a token" size="lg">
      {token === null ? (
        <ServerForm {...sending} label="Make it">
          <TextInput label="Name" description="What uses it." placeholder="Deployment" required data-autofocus {...form.getInputProps('name')} />
          <Select label="Role" description="The most it may do; never more than you." data={order.slice(0, order.indexOf(own) + 1)} allowDeselect={false} {...form.getInputProps('role')} />
          <Select label="Good for" data={lives} allowDeselect={false} {...form.getInputProps('days')} />
        </ServerForm>
      ) : (
        <SecretOnce title="The token" value={token} what="the token">
          Send it as <code>Authorization: Bearer …</code>, or give it to <code>pintle login</code>. Copy it now: it is not shown again.
        </SecretOnce>
      )}
    </Modal>
  );
}
