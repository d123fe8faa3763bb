import { TextInput } from '@mantine/core';
import type { DestinationDefinitionView, DestinationView } from '@/api/generated/schema';
import { useMayEdit } from '@/api/workspace';
import { elementId } from '@/forms/problems';
import type { Settings } from '@/forms/settings';
import { SettingsFields } from '@/forms/SettingsFields';
import { EditForm } from './EditForm';
import { useEdit } from './useEdit';

/** Name and settings of a destination. */
export function SettingsTab({ destination, kind }: { destination: DestinationView; kind: DestinationDefinitionView }) {
  const mayEdit = useMayEdit();
  const edit = useEdit(destination);
  return (
    <EditForm edit={edit} fields={kind.form}>
      <TextInput label="Name" required disabled={!mayEdit} {...edit.form.getInputProps('name')} id={elementId('name')} />
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
