import { Alert, Stack, Text } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { CopyLine } from './CopyLine';

/** A secret that is shown now and never again. */
export function SecretOnce({ title, value, what, children }: { title: string; value: string; what: string; children?: ReactNode }) {
  return (
    <Alert color="teal" icon={<IconKey aria-hidden />} title={title} role="status">
      <Stack gap="xs">
        <CopyLine value={value} what={what} />
        <Text size="sm">{children ?? 'Copy it now: it is not shown again.'}</Text>
      </Stack>
    </Alert>
  );
}
