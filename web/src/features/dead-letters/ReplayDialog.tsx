import { Button, Group, Modal, Radio, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { versionsQuery } from '@/api/code';
import { transformationChoicesQuery } from '@/api/destinations';
import { useReplayLetters, type LetterChoice } from '@/api/letters';
import { useNames } from '@/api/names';
import { useWorkspaceId } from '@/api/workspace';
import { refused, told } from '@/ui/toasts';

type Props = { destinationId: string; choice: LetterChoice; what: string; onClose: () => void; onBegun: () => void };

const dated = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** Asks how dead letters are delivered again, and begins. */
export function ReplayDialog({ destinationId, choice, what, onClose, onBegun }: Props) {
  const workspaceId = useWorkspaceId();
  const { destinations } = useNames();
  const destination = destinations.find((one) => one.id === destinationId);
  const own = destination?.transformationId ?? null;
  const [isOther, setOther] = useState(false);
  const [picked, setPicked] = useState<string | null>(null);
  const [version, setVersion] = useState<string | null>(null);
  const transformation = picked ?? own;
  const { data: transformations = [] } = useQuery({ ...transformationChoicesQuery(workspaceId), enabled: isOther });
  const { data: versions = [] } = useQuery({ ...versionsQuery(workspaceId, 'transformations', transformation ?? ''), enabled: isOther && transformation !== null });
  const replay = useReplayLetters();
  const begin = () =>
    replay.mutate(
      { choice, version: isOther ? (version ?? undefined) : undefined },
      {
        onError: refused,
        onSuccess: () => {
          told('The replay has begun.');
          onBegun();
        },
      },
    );

  return (
    <Modal opened onClose={onClose} title={`Replay ${what}?`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack>
        <Text size="sm">
          {destination?.name ?? destinationId} gets what it would get by today’s configuration. What is delivered is gone from this list; what fails again comes back with its new answer.
        </Text>
        {own === null ? (
          <Text size="sm" c="dimmed">
            This destination has no user transformation.
          </Text>
        ) : (
          <Radio.Group label="User transformation" value={isOther ? 'other' : 'own'} onChange={(value) => setOther(value === 'other')}>
            <Stack gap="xs" mt="xs">
              <Radio value="own" label="The one that is in force" />
              <Radio value="other" label="Another version, only for this replay" />
            </Stack>
          </Radio.Group>
        )}
        {isOther && (
          <>
            <Select
              label="Transformation"
              data={transformations.map(({ id, name }) => ({ value: id, label: name }))}
              value={transformation}
              allowDeselect={false}
              searchable
              onChange={(id) => {
                setPicked(id);
                setVersion(null);
              }}
            />
            <Select
              label="Version"
              placeholder="Choose one"
              data={versions.map((one) => ({ value: one.id, label: `${dated.format(new Date(one.createdAt))}${one.isPublished ? ' · published' : ''}${one.description === '' ? '' : ` · ${one.description}`}` }))}
              value={version}
              allowDeselect={false}
              onChange={setVersion}
            />
          </>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button onClick={begin} loading={replay.isPending} disabled={isOther && version === null}>
            Replay
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
