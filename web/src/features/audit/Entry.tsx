import { Box, Collapse, Group, Table, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import type { AuditView } from '@/api/generated/schema';
import { Time } from '@/ui/Time';
import { changesOf, shortOf } from '@/ui/changes';
import classes from './Entry.module.css';
import { wordOf } from './words';

/** One entry of the audit log; opened, what differs. */
export function Entry({ entry }: { entry: AuditView }) {
  const [opened, { toggle }] = useDisclosure();
  const changes = changesOf(entry.before, entry.after).filter(({ path }) => path !== 'version' && path !== 'updatedAt');
  const who = entry.userName ?? (entry.userEmail === '' ? 'The server' : entry.userEmail);
  return (
    <Box className={classes.entry}>
      <Group justify="space-between" wrap="nowrap" px="md" py="sm">
        <UnstyledButton onClick={toggle} aria-expanded={opened} disabled={changes.length === 0}>
          <Group gap="xs" wrap="nowrap">
            {changes.length === 0 ? <span style={{ width: 16 }} /> : opened ? <IconChevronDown size={16} aria-hidden /> : <IconChevronRight size={16} aria-hidden />}
            <Text size="sm">
              <b>{who}</b> {wordOf(entry.action)} {entry.targetType} <b>{entry.targetName}</b>
              {entry.tokenId !== null && ', by a token'}
            </Text>
          </Group>
        </UnstyledButton>
        <Text size="sm" c="dimmed" component="div" style={{ whiteSpace: 'nowrap' }}>
          {entry.address !== '' && `${entry.address} · `}
          <Time at={entry.at} />
        </Text>
      </Group>
      <Collapse expanded={opened}>
        <Table.ScrollContainer minWidth={500} px="md" pb="sm">
          <Table layout="fixed" fz="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>What</Table.Th>
                <Table.Th>Before</Table.Th>
                <Table.Th>Since</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {changes.map(({ path, before, after }) => (
                <Table.Tr key={path}>
                  <Table.Td>{path}</Table.Td>
                  <Table.Td className={classes.value}>{shortOf(before)}</Table.Td>
                  <Table.Td className={classes.value}>{shortOf(after)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </Collapse>
    </Box>
  );
}
