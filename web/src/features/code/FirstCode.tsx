import { Button, Card, SimpleGrid, Text, ThemeIcon, Title } from '@mantine/core';
import { IconBooks, IconCode, IconFilePlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { CodeKind } from '@/api/code';
import { useMayEdit, useWorkspaceId } from '@/api/workspace';
import { Empty } from '@/ui/Empty';
import { wordsOf } from './kinds';
import { templatesOf } from './templates';

/** There is none yet: examples to begin from. */
export function FirstCode({ kind }: { kind: CodeKind }) {
  const workspaceId = useWorkspaceId();
  const mayEdit = useMayEdit();
  const words = wordsOf(kind);
  return (
    <>
      <Empty icon={kind === 'libraries' ? <IconBooks aria-hidden /> : <IconCode aria-hidden />} title={`No ${words.all.toLowerCase()} yet`}>
        {words.about}
      </Empty>
      {mayEdit && (
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }}>
          {[...templatesOf(kind), { name: '', about: 'Nothing but the function that is called.' }].map(({ name, about }) => (
            <Card key={name} withBorder>
              <ThemeIcon variant="light" mb="xs">
                {name === '' ? <IconFilePlus size={18} aria-hidden /> : <IconCode size={18} aria-hidden />}
              </ThemeIcon>
              <Title order={3} size="h5">
                {name === '' ? 'An empty page' : name}
              </Title>
              <Text size="sm" c="dimmed" flex={1} mb="sm">
                {about}
              </Text>
              <Button variant="light" component={Link} to={`/w/${workspaceId}/${kind}/new${name === '' ? '' : `?from=${encodeURIComponent(name)}`}`} aria-label={name === '' ? 'Begin with an empty page' : `Begin with ${name}`}>
                Begin
              </Button>
            </Card>
          ))}
        </SimpleGrid>
      )}
    </>
  );
}
