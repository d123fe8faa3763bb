import { Center, Group, Paper, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';

/** A page before anybody is logged in. */
export function EntryCard({ title, children }: { title: string; children: ReactNode }) {
  useDocumentTitle(`${title} · Pintle`);
  return (
    <Center mih="100vh" p="md" component="main">
      <Paper withBorder shadow="sm" p="xl" w="100%" maw={440}>
        <Group gap="xs" mb="md">
          <img src="/favicon.svg" alt="" width={28} height={28} />
          <Title order={1} size="h3">
            {title}
          </Title>
        </Group>
        {children}
      </Paper>
    </Center>
  );
}
