import { Select, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { connectionsQuery } from '@/api/connections';
import type { DestinationDefinitionView, DestinationView, FormField } from '@/api/generated/schema';
import { sourcesQuery, useSourceKinds } from '@/api/sources';
import { useMayEdit, useWorkspaceId } from '@/api/workspace';
import { modeOf, platforms, withMode } from '@/forms/platforms';
import { elementId } from '@/forms/problems';
import { SettingsFields } from '@/forms/SettingsFields';
import type { Settings } from '@/forms/settings';
import { consentFields, filterFields, formerConsentOf } from './commonFields';
import { EditForm } from './EditForm';
import { useEdit, type Edit } from './useEdit';

const MODE = 'connectionMode';
const modes: Readonly<Record<string, string>> = { cloud: 'Cloud: Pintle sends', device: 'Device: the SDK sends', hybrid: 'Hybrid: each sends a part' };

/** Which events a destination gets, with whose consent, and who sends them. */
export function EventsTab({ destination, kind }: { destination: DestinationView; kind: DestinationDefinitionView }) {
  const mayEdit = useMayEdit();
  const edit = useEdit(destination);
  const consents = [...consentFields, ...formerConsentOf(edit.base.settings as Settings)];
  const modeField: FormField = { key: MODE, label: 'Who sends', kind: 'text' };
  const part = (fields: readonly FormField[]) => (
    <SettingsFields
      fields={fields}
      settings={edit.edited.settings}
      onChange={edit.change}
      problems={edit.problems}
      at="settings"
      isCommon
      saved={edit.base.settings as Settings}
      isReadOnly={!mayEdit}
    />
  );
  return (
    <EditForm edit={edit} fields={[...filterFields, ...consents, modeField]}>
      <Part title="Which events">{part(filterFields)}</Part>
      <Part title="Consent">{part(consents)}</Part>
      <Part title="Who sends">
        <Modes edit={edit} kind={kind} isReadOnly={!mayEdit} />
      </Part>
    </EditForm>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Stack gap="xs" mb="sm">
      <Title order={2} size="h5">
        {title}
      </Title>
      {children}
    </Stack>
  );
}

function Modes({ edit, kind, isReadOnly }: { edit: Edit; kind: DestinationDefinitionView; isReadOnly: boolean }) {
  const workspaceId = useWorkspaceId();
  const { data: connections = [] } = useQuery(connectionsQuery(workspaceId));
  const { data: sources = [] } = useQuery(sourcesQuery(workspaceId));
  const kindOf = useSourceKinds();
  const choosable = Object.entries(kind.connectionModes).filter(([, own]) => own.length > 1);
  if (choosable.length === 0) {
    return <Text size="sm">Pintle sends: no SDK can send to {kind.displayName} itself.</Text>;
  }

  const connected = new Set(
    connections
      .filter((c) => c.destinationId === edit.base.id)
      .map((c) => kindOf(sources.find((s) => s.id === c.sourceId)?.type ?? '')?.type),
  );
  const setting = edit.edited.settings[MODE];
  return (
    <>
      <Text size="sm" c="dimmed">
        For each platform of sources. On the others Pintle sends.
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {choosable.map(([platform, own]) => (
          <Select
            key={platform}
            id={elementId(`settings.${MODE}.${platform}`)}
            label={`${platforms[platform] ?? platform}${connected.has(platform) ? ' (connected)' : ''}`}
            data={own.map((mode) => ({ value: mode, label: modes[mode] ?? mode }))}
            value={modeOf(setting, platform)}
            onChange={(mode) => mode !== null && edit.change(MODE, withMode(setting, platform, mode, kind.connectionModes))}
            allowDeselect={false}
            disabled={isReadOnly}
            error={edit.problems[`settings.${MODE}.${platform}`] ?? edit.problems[`settings.${MODE}`]}
          />
        ))}
      </SimpleGrid>
    </>
  );
}
