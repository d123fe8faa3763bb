import { Checkbox, Modal, PasswordInput, Select, Switch, TagsInput, TextInput } from '@mantine/core';
import type { IssuerView, Role } from '@/api/generated/schema';
import { useSaveIssuer } from '@/api/issuers';
import { ServerForm } from '@/ui/ServerForm';
import { told } from '@/ui/toasts';
import { useServerForm } from '@/ui/useServerForm';

const joinings = [
  { value: '', label: 'Only who is a member, or invited, gets in' },
  { value: 'viewer', label: 'They become viewers' },
  { value: 'editor', label: 'They become editors' },
  { value: 'admin', label: 'They become administrators' },
];

/** What Pintle must know of an issuer; it is asked for its keys when this is saved. */
export function IssuerDialog({ issuer, onClose }: { issuer: IssuerView | null; onClose: () => void }) {
  const save = useSaveIssuer(issuer);
  const start = {
    name: issuer?.name ?? '',
    issuer: issuer?.issuer ?? '',
    clientId: issuer?.clientId ?? '',
    clientSecret: '',
    domains: issuer?.domains ?? [],
    joinRole: (issuer?.joinRole ?? '') as string,
    trustsAddresses: issuer?.trustsAddresses ?? false,
    enabled: issuer?.enabled ?? true,
  };
  const { form, ...sending } = useServerForm(start, async ({ clientSecret, joinRole, ...values }) => {
    await save.mutateAsync({ ...values, joinRole: joinRole === '' ? null : (joinRole as Role), ...(clientSecret === '' ? {} : { clientSecret }) });
    told('Saved. The log-in page offers it when it is on.');
    onClose();
  });

  return (
    <Modal opened onClose={onClose} title={issuer === null ? 'Add an issuer' : `Change ${issuer.name}`} size="lg">
      <ServerForm {...sending} label="Save">
        <TextInput label="Name" description="The log-in page says: Continue with …" placeholder="Okta" required data-autofocus {...form.getInputProps('name')} />
        <TextInput label="Issuer" description="Its address; /.well-known/openid-configuration must be found below it." placeholder="https://shop.okta.com" required {...form.getInputProps('issuer')} />
        <TextInput label="Client id" required {...form.getInputProps('clientId')} />
        <PasswordInput label="Client secret" autoComplete="off" placeholder={issuer?.hasClientSecret === true ? 'It is set. Type another to replace it.' : ''} {...form.getInputProps('clientSecret')} />
        <TagsInput label="Domains" description="Of e-mail addresses that may log in; none: any." placeholder="shop.example" {...form.getInputProps('domains')} />
        <Select label="Who was not invited" data={joinings} allowDeselect={false} {...form.getInputProps('joinRole')} />
        <Checkbox
          label="Addresses are verified even when the issuer does not say so"
          description="Only with domains, and only when nobody chooses their own address there: who could, would become somebody else."
          {...form.getInputProps('trustsAddresses', { type: 'checkbox' })}
        />
        <Switch label="On" {...form.getInputProps('enabled', { type: 'checkbox' })} />
      </ServerForm>
    </Modal>
  );
}
