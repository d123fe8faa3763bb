import { ActionIcon, Button, Group, Input, Menu, Paper, Stack } from '@mantine/core';
import { IconDevices, IconTrash } from '@tabler/icons-react';
import { FieldOf } from '../FieldOf';
import type { FieldProps } from '../field';
import { inputProps } from '../inputProps';
import { isByPlatform, platforms } from '../platforms';
import { without } from '../settings';

/** A setting that has a value for each platform of sources. */
export function PlatformFields(props: FieldProps) {
  const { field, path, value, onChange, form } = props;
  const { label, description, error, id } = inputProps(props);
  const own = isByPlatform(value) ? value : {};
  const others = Object.keys(platforms).filter((name) => !(name in own));
  return (
    <Input.Wrapper label={`${label}, by platform`} labelElement="div" description={description} error={error}>
      <Stack gap="xs" mt="xs" id={id} tabIndex={-1} role="group" aria-label={label}>
        {Object.entries(own).map(([name, one]) => (
          <Paper key={name} withBorder p="sm">
            <Group align="flex-end" wrap="nowrap">
              <div style={{ flex: 1 }}>
                <FieldOf field={{ ...field, label: platforms[name] ?? name, help: '' }} path={`${path}.${name}`} value={one} onChange={(next) => onChange({ ...own, [name]: next })} form={form} />
              </div>
              {!form.isReadOnly && (
                <ActionIcon variant="subtle" color="red" aria-label={`Remove ${platforms[name] ?? name} of ${label}`} onClick={() => onChange(Object.keys(own).length === 1 ? undefined : without(own, name))}>
                  <IconTrash size={16} aria-hidden />
                </ActionIcon>
              )}
            </Group>
          </Paper>
        ))}
        {!form.isReadOnly && (
          <Group gap="xs">
            <Menu>
              <Menu.Target>
                <Button variant="default" size="xs" leftSection={<IconDevices size={14} aria-hidden />} disabled={others.length === 0}>
                  Add a platform
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {others.map((name) => (
                  <Menu.Item key={name} onClick={() => onChange({ ...own, [name]: field.default ?? Object.values(own)[0] })}>
                    {platforms[name]}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
            <Button variant="subtle" size="xs" onClick={() => onChange(Object.values(own)[0])}>
              One value for all
            </Button>
          </Group>
        )}
      </Stack>
    </Input.Wrapper>
  );
}
