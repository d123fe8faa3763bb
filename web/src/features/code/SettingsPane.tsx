import { Anchor, Button, Card, List, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useDeleteCode, useRestoreCode, type CodeKind } from '@/api/code';
import type { FullCodeView } from '@/api/generated/schema';
import { useWorkspaceId } from '@/api/workspace';
import { refused } from '@/ui/toasts';
import { toldWithUndo } from '@/ui/undo';
import { wordsOf } from './kinds';
import type { Draft } from './useDraft';

type Props = { kind: CodeKind; code: FullCodeView; draft: Draft; mayEdit: boolean };

/** What it is called, who uses it, and its end. */
export function SettingsPane({ kind, code, draft, mayEdit }: Props) {
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const remove = useDeleteCode(kind);
  const restore = useRestoreCode(kind);
  const { one } = wordsOf(kind);
  const users = [...code.destinations.map((d) => ({ ...d, group: 'destinations' })), ...code.importedBy.map((t) => ({ ...t, group: 'transformations' }))];
  const removeIt = () =>
    remove.mutate(code, {
      onError: refused,
      onSuccess: () => {
        toldWithUndo(`${code.name} is deleted.`, () => restore.mutateAsync(code.id));
        void navigate({ to: `/w/${workspaceId}/${kind}`, ignoreBlocker: true });
      },
    });

  return (
    <Stack maw={640}>
      <Card withBorder>
        <Stack>
          <TextInput label="Name" required disabled={!mayEdit} value={draft.values.name} onChange={(event) => draft.set({ name: event.currentTarget.value })} />
          <Textarea label="What it is for" autosize minRows={2} disabled={!mayEdit} value={draft.values.description} onChange={(event) => draft.set({ description: event.currentTarget.value })} />
          {code.importName !== null && (
            <Text size="sm">
              Transformations import it as <code>{code.importName}</code>. That stays, whatever it is called.
            </Text>
          )}
        </Stack>
      </Card>
      <Card withBorder>
        <Text component="h2" fw={600} size="md" mb="xs">
          {kind === 'libraries' ? 'Imported by' : 'Used by'}
        </Text>
        {users.length === 0 ? (
          <Text size="sm" c="dimmed">
            {kind === 'libraries' ? 'No transformation imports it.' : 'No destination uses it. Choose it in the settings of a destination: its events then go through what is published here.'}
          </Text>
        ) : (
          <List>
            {users.map(({ id, name, group }) => (
              <List.Item key={id}>
                <Anchor component={Link} to={`/w/${workspaceId}/${group}/${id}`}>
                  {name}
                </Anchor>
              </List.Item>
            ))}
          </List>
        )}
      </Card>
      {mayEdit && (
        <Stack gap={4} align="flex-start">
          <Button color="red" variant="light" onClick={removeIt} loading={remove.isPending} disabled={users.length > 0}>
            Delete the {one}
          </Button>
          {users.length > 0 && (
            <Text size="sm" c="dimmed">
              What is in use cannot be deleted. Take it out of what is listed above first.
            </Text>
          )}
        </Stack>
      )}
    </Stack>
  );
}
