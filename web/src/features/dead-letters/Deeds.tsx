import { Button, Group } from '@mantine/core';
import { IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useDiscardLetters, type LetterChoice } from '@/api/letters';
import { Confirm } from '@/ui/Confirm';
import { refused, told } from '@/ui/toasts';
import { ReplayDialog } from './ReplayDialog';

type Props = { destination: string; reason: string; total: number | undefined; chosen: readonly string[]; isOne?: boolean; onDone: () => void };

const count = new Intl.NumberFormat();

/** Replays or discards the chosen letters; all of the reason when none is chosen. @param isOne There is nothing else to choose. */
export function Deeds({ destination, reason, total, chosen, isOne = false, onDone }: Props) {
  const [asked, setAsked] = useState<'replay' | 'discard' | null>(null);
  const discard = useDiscardLetters();
  const choice: LetterChoice = chosen.length > 0 ? { destination, letters: [...chosen] } : { destination, reason };
  const what = isOne || (chosen.length === 0 && total === 1) ? 'it' : chosen.length > 0 ? `${count.format(chosen.length)} chosen` : `all${total === undefined ? '' : ` ${count.format(total)}`}`;
  const discardThem = () =>
    discard.mutate(choice, {
      onError: refused,
      onSuccess: ({ dropped }) => {
        told(dropped === 1 ? '1 event is discarded.' : `${count.format(dropped)} events are discarded.`);
        onDone();
      },
      onSettled: () => setAsked(null),
    });

  return (
    <Group gap="xs">
      <Button leftSection={<IconPlayerPlay size={16} aria-hidden />} onClick={() => setAsked('replay')}>
        Replay {what}
      </Button>
      <Button variant="default" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => setAsked('discard')}>
        Discard {what}
      </Button>
      {asked === 'replay' && (
        <ReplayDialog
          destinationId={destination}
          choice={choice}
          what={what}
          onClose={() => setAsked(null)}
          onBegun={() => {
            setAsked(null);
            onDone();
          }}
        />
      )}
      <Confirm opened={asked === 'discard'} onClose={() => setAsked(null)} title={`Discard ${what}?`} label="Discard" isBusy={discard.isPending} onConfirm={discardThem}>
        What is discarded is deleted for good and never delivered to this destination. It can’t be taken back.
      </Confirm>
    </Group>
  );
}
