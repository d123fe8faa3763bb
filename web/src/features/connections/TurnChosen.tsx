import { Button, Group, Progress, Text } from '@mantine/core';
import { useState } from 'react';
import { useSwitchConnections } from '@/api/connections';
import { refused, told } from '@/ui/toasts';
import { toldWithUndo } from '@/ui/undo';
import type { Edge } from './model';
import { backOf, doneWords, namesOf, refusalOf, turnsOf } from './turning';

/** Turns the chosen ones of those found on or off. */
export function TurnChosen({ chosen, found }: { chosen: readonly Edge[]; found: number }) {
  const { mutateAsync, isPending, variables } = useSwitchConnections();
  const [answered, setAnswered] = useState(0);
  const send = (turns: ReturnType<typeof turnsOf>) => {
    setAnswered(0);
    return mutateAsync({ turns, onStep: setAnswered });
  };
  const turn = async (enabled: boolean) => {
    const turns = turnsOf(chosen, enabled);
    if (turns.length === 0) {
      told(`All that are chosen are ${enabled ? 'on' : 'off'} already.`);
      return;
    }

    const names = namesOf(chosen);
    const outcome = await send(turns);
    if (outcome.refused.length > 0) {
      refused(refusalOf(outcome.refused, names));
    }

    if (outcome.done.length > 0) {
      toldWithUndo(doneWords(outcome.done, enabled), async () => {
        const back = await send(backOf(outcome.done));
        if (back.refused.length > 0) {
          throw refusalOf(back.refused, names);
        }
      });
    }
  };
  const isIdle = chosen.length === 0 || isPending;
  return (
    <Group p="sm" gap="sm">
      <Text size="sm" miw={120} aria-live="polite">{`${chosen.length} of ${found} chosen`}</Text>
      <Button size="compact-sm" variant="default" disabled={isIdle} onClick={() => void turn(true)}>
        Turn on
      </Button>
      <Button size="compact-sm" variant="default" disabled={isIdle} onClick={() => void turn(false)}>
        Turn off
      </Button>
      {isPending && <Progress w={160} value={(100 * answered) / variables.turns.length} aria-label={`${answered} of ${variables.turns.length} done`} />}
    </Group>
  );
}
