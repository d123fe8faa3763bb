import { Group, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';

/** A page's title, in the browser's tab too, and what can be done with the whole of it. */
export function PageHead({ title, children }: { title: string; children?: ReactNode }) {
  useDocumentTitle(`${title} · Pintle`);
  return (
    <Group justify="space-between" mb="lg" wrap="nowrap" align="center">
      <Title order={1} size="h2">
        {title}
      </Title>
      <Group gap="xs" wrap="nowrap">
        {children}
      </Group>
    </Group>
  );
}
