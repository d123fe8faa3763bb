import { TextInput } from '@mantine/core';
import type { DestinationDefinitionView, DestinationView } from '@/api/generated/schema';
import { useUpdateDestination } from '@/api/destinations';
import { useMayEdit } from '@/api/workspace';
import { elementId } from '@/forms/problems';
import type { Settings } from '@/forms/settings';
import { SettingsFields } from '@/forms/SettingsFields';
import { refused, told } from '@/ui/toasts';
import { AccountChoice } from '../AccountChoice';
import { EditForm } from './EditForm';
import { useEdit } from './useEdit';

/** Name and settings of a destination. */
export function SettingsTab({ destination, kind }: { destination: DestinationView; kind: DestinationDefinitionView }) {
  const mayEdit = useMayEdit();
  const edit = useEdit(destination);
  return (
    <EditForm edit={edit} fields={kind.form}>
      <TextInput label="Name" required disabled={!mayEdit} {...edit.form.getInputProps('name')} id={elementId('name')} />
      <Account destination={destination} mayEdit={mayEdit} />
      <SettingsFields
        // Secrets that were typed are gone once they are saved.
        key={edit.base.version}
        fields={kind.form}
        settings={edit.edited.settings}
        onChange={edit.change}
        problems={edit.problems}
        at="settings"
        saved={edit.base.settings as Settings}
        secrets={edit.base.secrets}
        isReadOnly={!mayEdit}
      />
    </EditForm>
  );
}

// Another account is in force at once: it is no setting.
function Account({ destination, mayEdit }: { destination: DestinationView; mayEdit: boolean }) {
  const update = useUpdateDestination();
  return (
    <AccountChoice
      type={destination.type}
      value={destination.accountId}
      isReadOnly={!mayEdit}
      onChange={(accountId) => update.mutate({ destination, patch: { accountId } }, { onError: refused, onSuccess: () => told('It delivers through that from now on.') })}
    />
  );
}
