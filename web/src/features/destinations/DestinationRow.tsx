import { Group, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import type { DestinationDefinitionEntry, DestinationView } from '@/api/generated/schema';
import { useWorkspaceId } from '@/api/workspace';
import { KindIcon } from '@/ui/KindIcon';
import { Time } from '@/ui/Time';
import { StateBadge } from './StateBadge';

const MOST_NAMED = 2;

type Props = { destination: DestinationView; kind: DestinationDefinitionEntry | undefined; sources: string[] | undefined };

/** A destination in the list. @param sources Names of those that are connected; undefined: not known yet. */
export const DestinationRow = memo(function DestinationRow({ destination, kind, sources }: Props) {
  const workspaceId = useWorkspaceId();
  const name = kind?.displayName ?? destination.type;
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap="sm" wrap="nowrap">
          <KindIcon src={kind?.icon} name={name} size={28} />
          <Text component={Link} to={`/w/${workspaceId}/destinations/${destination.id}`} size="sm" fw={500} td="none" c="var(--mantine-color-text)">
            {destination.name}
          </Text>
        </Group>
      </Table.Td>
      <Table.Td>{name}</Table.Td>
      <Table.Td>
        <StateBadge destination={destination} />
      </Table.Td>
      <Table.Td>{sources && <Sources names={sources} />}</Table.Td>
      <Table.Td>
        <Time at={destination.updatedAt} />
      </Table.Td>
    </Table.Tr>
  );
});

function Sources({ names }: { names: string[] }) {
  return (
    <Text size="sm" c={names.length === 0 ? 'dimmed' : 'var(--mantine-color-text)'} title={names.join(', ')}>
      {names.length === 0 ? 'None' : `${names.slice(0, MOST_NAMED).join(', ')}${names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : ''}`}
    </Text>
  );
}
