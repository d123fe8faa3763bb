import { Anchor, Drawer, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { LetterView } from '@/api/generated/schema';
import { letterQuery } from '@/api/letters';
import { useNames } from '@/api/names';
import { useMayEdit, useWorkspaceId } from '@/api/workspace';
import { Failed } from '@/ui/Failed';
import { Loading } from '@/ui/Loading';
import { Shown } from '@/ui/Shown';
import { Time } from '@/ui/Time';
import { Deeds } from './Deeds';

/** A dead letter: the event, the request, the answer. */
export function LetterDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const workspaceId = useWorkspaceId();
  const { data: letter, error } = useQuery(letterQuery(workspaceId, id));
  return (
    <Drawer opened onClose={onClose} position="right" size="xl" title={<Text fw={600}>{letter ? (letter.name === '' ? letter.type : letter.name) : 'Failed event'}</Text>} closeButtonProps={{ 'aria-label': 'Close' }}>
      {error ? <Failed error={error} /> : letter ? <Letter letter={letter} onDone={onClose} /> : <Loading />}
    </Drawer>
  );
}

function Letter({ letter, onDone }: { letter: LetterView; onDone: () => void }) {
  const workspaceId = useWorkspaceId();
  const mayEdit = useMayEdit();
  const { sourceName, destinationName } = useNames();
  return (
    <Stack>
      {mayEdit && <Deeds destination={letter.destination} reason={letter.reason} total={1} chosen={[letter.id]} isOne onDone={onDone} />}
      <Table variant="vertical" layout="fixed" withTableBorder>
        <Table.Tbody>
          <Line what="Reason">{letter.reason}</Line>
          <Line what="Destination">{destinationName(letter.destination)}</Line>
          <Line what="Source">{sourceName(letter.source)}</Line>
          <Line what="Received">
            <Time at={letter.receivedAt} seconds />
          </Line>
          <Line what="Failed">
            <Time at={letter.failedAt} seconds />, after {letter.attempts === 1 ? 'one try' : `${letter.attempts} tries`}
          </Line>
          <Line what="Message id">
            <Anchor size="sm" renderRoot={(props) => <Link to="/w/$workspaceId/events/$messageId" params={{ workspaceId, messageId: letter.messageId }} search={{ at: letter.receivedAt }} {...props} />}>
              {letter.messageId}
            </Anchor>
          </Line>
        </Table.Tbody>
      </Table>
      <Shown title={letter.status === 0 ? 'What went wrong' : `The answer: ${letter.status}`} text={letter.message} />
      {letter.request === '' ? (
        <Text size="sm" c="dimmed">
          No request was made.
        </Text>
      ) : (
        <Shown title="The request" text={letter.request} note="Secrets are masked." />
      )}
      <Shown title="The event as it was received" text={letter.event} note="Without what the server’s settings hide. A replay starts from the whole of it." />
    </Stack>
  );
}

function Line({ what, children }: { what: string; children: ReactNode }) {
  return (
    <Table.Tr>
      <Table.Th w={130}>{what}</Table.Th>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>{children}</Table.Td>
    </Table.Tr>
  );
}
