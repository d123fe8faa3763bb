import { ActionIcon, Button, Code, Group, Popover, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBraces } from '@tabler/icons-react';
import type { FormField } from '@/api/generated/schema';
import { isBlank, isDynamic, textOf } from '../settings';

type Props = { field: FormField; value: unknown; onChange: (value: unknown) => void };

/** How a setting takes its value from the event, and a beginning of it. */
export function FromEvent({ field, value, onChange }: Props) {
  const [opened, { close, toggle }] = useDisclosure();
  const isOn = isDynamic(value);
  const use = () => {
    onChange(isOn ? undefined : `{{ event.properties.${field.key} || ${isBlank(value) ? textOf(field.default) : textOf(value)} }}`);
    close();
  };

  return (
    <Popover opened={opened} onChange={close} width={320} position="bottom-end" withArrow shadow="md" trapFocus>
      <Popover.Target>
        <ActionIcon variant={isOn ? 'light' : 'subtle'} color={isOn ? 'sea' : 'gray'} onClick={toggle} aria-label={`${field.label}: value from the event`}>
          <IconBraces size={16} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          <Text size="sm" fw={600}>
            A value from each event
          </Text>
          <Text size="sm">
            <Code>{'{{ event.properties.plan || free }}'}</Code> takes <Code>properties.plan</Code> of the event, and <Code>free</Code> when the event has none. What it takes is left out of the event.
          </Text>
          <Group justify="flex-end">
            <Button size="compact-sm" variant="light" onClick={use}>
              {isOn ? 'Use a fixed value' : 'Take it from the event'}
            </Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
