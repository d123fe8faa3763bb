import { Card, Group, SimpleGrid, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconBook, IconCheck, IconCode, IconPlugConnected, IconSend, IconUsers, type Icon } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { SourceView } from '@/api/generated/schema';
import { useWorkspaceId } from '@/api/workspace';

/** It works: what comes next. */
export function DoneStep({ source }: { source: SourceView }) {
  const home = `/w/${useWorkspaceId()}`;
  return (
    <Stack gap="lg">
      <Group wrap="nowrap">
        <ThemeIcon size={48} radius="xl" color="teal">
          <IconCheck aria-hidden />
        </ThemeIcon>
        <div>
          <Title order={2} size="h4">
            {source.name} is set up
          </Title>
          <Text c="dimmed">Events go all the way. What would you like to do next?</Text>
        </div>
      </Group>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        <Next to={`${home}/docs/event-spec`} icon={IconBook} title="Decide what to track" words="Types of events, their fields, and the names that destinations know." />
        <Next to={`${home}/sources/${source.id}`} icon={IconPlugConnected} title={`Look after ${source.name}`} words="Its write key, its set-up, and what it does." />
        <Next to={`${home}/destinations/new`} icon={IconSend} title="Add another destination" words="The same events go there too, each on its own way." />
        <Next to={`${home}/docs/user-transformations`} icon={IconCode} title="Change events on their way" words="Your own JavaScript, before a destination." />
        <Next to={`${home}/people`} icon={IconUsers} title="Invite people" words="Each with what they may do." />
        <Next to={`${home}/docs`} icon={IconBook} title="Read the guide" words="All of it is here, also without the Internet." />
      </SimpleGrid>
    </Stack>
  );
}

function Next({ to, icon: Icon, title, words }: { to: string; icon: Icon; title: string; words: string }) {
  return (
    <Card withBorder padding="md" component={Link} to={to} td="none" c="var(--mantine-color-text)">
      <Group wrap="nowrap" align="start">
        <Icon size={20} stroke={1.6} aria-hidden style={{ flexShrink: 0, marginTop: 2 }} />
        <div>
          <Text fw={600}>{title}</Text>
          <Text size="sm" c="dimmed">
            {words}
          </Text>
        </div>
      </Group>
    </Card>
  );
}
