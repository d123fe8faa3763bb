import { Badge, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { KeyboardEvent } from 'react';
import type { DestinationDefinitionEntry } from '@/api/generated/schema';
import { KindIcon } from '@/ui/KindIcon';
import classes from './CatalogueScreen.module.css';
import { categories } from './find';

const EVERY = 6;
const modes: Readonly<Record<string, string>> = { cloud: 'cloud', device: 'device', hybrid: 'hybrid' };

type Props = { type: DestinationDefinitionEntry; workspaceId: string; search: { source?: string; then?: 'start' }; onArrow: (event: KeyboardEvent) => void };

/** A kind of destination to choose: what it is for, what it takes, and who can send. */
export function TypeCard({ type, workspaceId, search, onArrow }: Props) {
  const takes = type.eventTypes.length === 0 || type.eventTypes.length >= EVERY ? 'every type of event' : type.eventTypes.join(', ');
  return (
    <Link to="/w/$workspaceId/destinations/new/$type" params={{ workspaceId, type: type.name }} search={search} className={classes.card} onKeyDown={onArrow}>
      <KindIcon src={type.icon} name={type.displayName} size={40} />
      <Stack gap={4}>
        <Text fw={600}>{type.displayName}</Text>
        <Text size="xs" c="dimmed">
          {categories[type.category]}
        </Text>
        <Text size="xs">Takes {takes}</Text>
        <Group gap={4}>
          {type.modes.map((mode) => (
            <Badge key={mode} size="xs" variant="default" tt="none">
              {modes[mode] ?? mode}
            </Badge>
          ))}
        </Group>
      </Stack>
    </Link>
  );
}
