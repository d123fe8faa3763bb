import { Code, Group } from '@mantine/core';
import { CopyIcon } from './CopyIcon';

/** A text that is taken elsewhere: a key, a link, a command. */
export function CopyLine({ value, what }: { value: string; what: string }) {
  return (
    <Group gap="xs" wrap="nowrap" align="center">
      <Code fz="sm" style={{ overflowWrap: 'anywhere' }}>
        {value}
      </Code>
      <CopyIcon value={value} what={what} />
    </Group>
  );
}
