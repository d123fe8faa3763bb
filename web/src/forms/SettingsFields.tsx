import { Divider, Stack, Text } from '@mantine/core';
import type { FormField } from '@/api/generated/schema';
import { FieldOf } from './FieldOf';
import type { Problems } from './problems';
import { sectionsOf } from './sections';
import type { SetSecrets } from './secrets';
import { isShown, type Settings } from './settings';

type Props = {
  fields: readonly FormField[];
  settings: Settings;
  onChange: (key: string, value: unknown) => void;
  problems: Problems;
  /** Where the settings are in what is sent. */
  at: string;
  saved?: Settings;
  secrets?: SetSecrets;
  isReadOnly?: boolean;
  /** Settings that every kind has: without groups, and never from the event. */
  isCommon?: boolean;
};

const none = {};

// A few need no groups.
const FEW = 4;

/** Every setting of a thing, as its definition describes them, in groups; those that do not matter now are left out. */
export function SettingsFields({ fields, settings, onChange, problems, at, saved = none, secrets = none, isReadOnly = false, isCommon = false }: Props) {
  const form = { problems, saved, secrets, isReadOnly, isFixed: isCommon };
  const shown = fields.filter((field) => isShown(field, fields, settings));
  const sections = isCommon || fields.length <= FEW ? [{ title: '', fields: shown }] : sectionsOf(fields, settings);
  if (shown.length === 0) {
    return (
      <Text c="dimmed" size="sm">
        There is nothing to set.
      </Text>
    );
  }

  return (
    <Stack gap="lg">
      {sections.map((section) => (
        <Stack key={section.title} gap="md" {...(section.title !== '' && { role: 'group', 'aria-label': section.title })}>
          {sections.length > 1 && <Divider label={section.title} labelPosition="left" styles={{ label: { fontWeight: 600 } }} />}
          {section.fields.map((field) => (
            <FieldOf
              key={field.key}
              field={field}
              path={`${at}.${field.key}`}
              value={settings[field.key]}
              onChange={(value) => onChange(field.key, value)}
              form={form}
              isSet={secrets[field.key] === true}
            />
          ))}
        </Stack>
      ))}
    </Stack>
  );
}
