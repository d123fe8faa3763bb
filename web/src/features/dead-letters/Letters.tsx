import { Anchor, Card, Checkbox, Group, Stack, Table, Text, Title, UnstyledButton } from '@mantine/core';
import { IconArrowLeft, IconMoodSmile } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import type { LetterView } from '@/api/generated/schema';
import { letterGroupsQuery, lettersQuery } from '@/api/letters';
import { useNames } from '@/api/names';
import { useMayEdit, useWorkspaceId } from '@/api/workspace';
import { Empty } from '@/ui/Empty';
import { Failed } from '@/ui/Failed';
import { Loading } from '@/ui/Loading';
import { Time } from '@/ui/Time';
import { ShowMore } from '@/ui/ShowMore';
import { chosenOf, toggled } from './choosing';
import { Deeds } from './Deeds';
import { LetterDrawer } from './LetterDrawer';
import { useGo } from './useGo';

const route = getRouteApi('/inside/w/$workspaceId/failed');

/** The dead letters of a destination with a reason, the newest first: to look at, replay or discard. */
export function Letters({ destination, reason }: { destination: string; reason: string }) {
  const workspaceId = useWorkspaceId();
  const mayEdit = useMayEdit();
  const { letter: opened } = route.useSearch();
  const go = useGo();
  const { destinationName, sourceName } = useNames();
  const pages = useInfiniteQuery(lettersQuery(workspaceId, { destination, reason }));
  const { data, error, refetch } = pages;
  const { data: groups } = useQuery(letterGroupsQuery(workspaceId, { destination, reason }));
  const [marked, setMarked] = useState<readonly string[]>([]);
  if (error) {
    return <Failed error={error} again={() => void refetch()} />;
  }

  const letters = data?.pages.flatMap((page) => page.letters);
  const ids = letters?.map((letter) => letter.id) ?? [];
  // What is gone by now is not chosen any more.
  const chosen = chosenOf(marked, ids);
  return (
    <Stack gap="sm">
      <Anchor component="button" size="sm" onClick={() => go({ reason: undefined, letter: undefined })} style={{ alignSelf: 'flex-start' }}>
        <Group gap={4}>
          <IconArrowLeft size={14} aria-hidden /> All reasons
        </Group>
      </Anchor>
      <Group justify="space-between" align="end">
        <div>
          <Title order={2} size="h4">
            {reason}
          </Title>
          <Text size="sm" c="dimmed">
            {destinationName(destination)}
          </Text>
        </div>
        {mayEdit && ids.length > 0 && <Deeds destination={destination} reason={reason} total={groups?.[0]?.count} chosen={chosen} onDone={() => setMarked([])} />}
      </Group>
      {!letters ? (
        <Loading />
      ) : letters.length === 0 ? (
        <Empty icon={<IconMoodSmile aria-hidden />} title="None of them is left">
          They have been replayed or discarded.
        </Empty>
      ) : (
        <Card withBorder padding={0}>
          <Table.ScrollContainer minWidth={760}>
            <Table highlightOnHover verticalSpacing="xs" horizontalSpacing="md">
              <Table.Thead>
                <Table.Tr>
                  {mayEdit && (
                    <Table.Th w={40}>
                      <Checkbox
                        aria-label="Choose all that are shown"
                        checked={chosen.length === ids.length}
                        indeterminate={chosen.length > 0 && chosen.length < ids.length}
                        onChange={(event) => setMarked(event.currentTarget.checked ? ids : [])}
                      />
                    </Table.Th>
                  )}
                  <Table.Th>Event</Table.Th>
                  <Table.Th>Failed</Table.Th>
                  <Table.Th>Source</Table.Th>
                  <Table.Th>Tries</Table.Th>
                  <Table.Th>What came back</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {letters.map((letter) => (
                  <Row
                    key={letter.id}
                    letter={letter}
                    source={sourceName(letter.source)}
                    mayChoose={mayEdit}
                    isChosen={chosen.includes(letter.id)}
                    onChoose={() => setMarked(toggled(chosen, letter.id))}
                    onOpen={() => go({ letter: letter.id })}
                  />
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
          <ShowMore pages={pages} />
        </Card>
      )}
      {opened !== undefined && <LetterDrawer id={opened} onClose={() => go({ letter: undefined })} />}
    </Stack>
  );
}

type RowProps = { letter: LetterView; source: string; mayChoose: boolean; isChosen: boolean; onChoose: () => void; onOpen: () => void };

function Row({ letter, source, mayChoose, isChosen, onChoose, onOpen }: RowProps) {
  const name = letter.name === '' ? letter.type : letter.name;
  return (
    <Table.Tr>
      {mayChoose && (
        <Table.Td>
          <Checkbox aria-label={`Choose ${name} ${letter.messageId}`} checked={isChosen} onChange={onChoose} />
        </Table.Td>
      )}
      <Table.Td>
        <UnstyledButton fw={500} fz="sm" onClick={onOpen}>
          {name}
        </UnstyledButton>
        <Text size="xs" c="dimmed">
          {letter.messageId}
        </Text>
      </Table.Td>
      <Table.Td>
        <Time at={letter.failedAt} />
      </Table.Td>
      <Table.Td>{source}</Table.Td>
      <Table.Td>{letter.attempts}</Table.Td>
      <Table.Td maw={320}>
        <Text size="xs" lineClamp={2} style={{ overflowWrap: 'anywhere' }}>
          {letter.message}
        </Text>
      </Table.Td>
    </Table.Tr>
  );
}
