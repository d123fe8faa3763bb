import { Alert, Button, Code, Group, List, Modal, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { FormField } from '@/api/generated/schema';
import { changesOf, conflictsOf } from '@/forms/patch';
import { labelOf } from '@/forms/problems';
import { editedOf, flat, hasHiddenChange, NAME } from './edit';
import type { Edit } from './useEdit';

type Props = { conflict: NonNullable<Edit['conflict']>; fields: readonly FormField[] };

/** Somebody else saved first: what each has changed, and whose stays where both changed the same. */
export function ConflictDialog({ conflict: { base, mine, theirs, resolve, takeTheirs, close }, fields }: Props) {
  const [keepMine, setKeepMine] = useState<ReadonlySet<string>>(new Set());
  const [was, own, other] = [flat(editedOf(base)), flat(mine), flat(editedOf(theirs))];
  const both = conflictsOf(was, own, other);
  const inBoth = new Set(both.map((c) => c.key));
  const theirOwn = changesOf(was, other).filter((c) => !inBoth.has(c.key));
  const myOwn = changesOf(was, own).filter((c) => !inBoth.has(c.key));
  const nameOf = (key: string) => (key === NAME ? 'Name' : labelOf(key, fields));
  const isSecret = (key: string) => fields.find((f) => f.key === key)?.secret === true;
  const shown = (key: string, value: unknown) => (isSecret(key) ? (value === null ? 'taken away' : 'a new secret') : <Shown value={value} />);
  const choose = (key: string, whose: string) => setKeepMine(new Set(whose === 'mine' ? [...keepMine, key] : [...keepMine].filter((k) => k !== key)));

  return (
    <Modal opened onClose={close} title="Somebody else saved first" size="lg" closeButtonProps={{ 'aria-label': 'Go on editing' }}>
      <Stack>
        <Text size="sm">Nothing of yours is saved yet, and nothing is lost. See what each of you changed, then decide.</Text>
        {both.map(({ key }) => (
          <Radio.Group key={key} label={`${nameOf(key)}: both of you changed it`} value={keepMine.has(key) ? 'mine' : 'theirs'} onChange={(whose) => choose(key, whose)}>
            <Stack gap="xs" mt="xs">
              <Radio value="theirs" label={<>Theirs: {shown(key, other[key])}</>} />
              <Radio value="mine" label={<>Yours: {shown(key, own[key])}</>} />
              <Text size="xs" c="dimmed">
                It was {shown(key, was[key])}.
              </Text>
            </Stack>
          </Radio.Group>
        ))}
        <Side title="They also changed" changes={theirOwn} nameOf={nameOf} shown={shown} />
        <Side title="You also changed" changes={myOwn} nameOf={nameOf} shown={shown} />
        {hasHiddenChange(base, theirs) && <Alert color="yellow">They changed a secret. It can’t be shown; theirs stays unless you have typed another.</Alert>}
        <Group justify="flex-end">
          <Button variant="subtle" onClick={close}>
            Go on editing
          </Button>
          <Button variant="default" onClick={takeTheirs}>
            Discard yours
          </Button>
          <Button onClick={() => resolve(keepMine)}>Save both together</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

type SideProps = { title: string; changes: ReturnType<typeof changesOf>; nameOf: (key: string) => string; shown: (key: string, value: unknown) => React.ReactNode };

function Side({ title, changes, nameOf, shown }: SideProps) {
  return changes.length === 0 ? null : (
    <div>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <List size="sm">
        {changes.map(({ key, before, after }) => (
          <List.Item key={key}>
            {nameOf(key)}: {shown(key, before)} → {shown(key, after)}
          </List.Item>
        ))}
      </List>
    </div>
  );
}

function Shown({ value }: { value: unknown }) {
  return value === undefined || value === null || value === '' ? (
    <Text span c="dimmed" inherit>
      empty
    </Text>
  ) : (
    <Code style={{ overflowWrap: 'anywhere' }}>{typeof value === 'string' ? value : JSON.stringify(value)}</Code>
  );
}
