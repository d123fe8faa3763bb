import { Alert, Button, Group, Tabs, Text, Tooltip } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconDeviceFloppy, IconUpload } from '@tabler/icons-react';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useBlocker, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { codeQuery, usePublishCode, useRestoreCode, type CodeKind } from '@/api/code';
import { Problem } from '@/api/problem';
import { useMayEdit, useWorkspaceId } from '@/api/workspace';
import { PageHead } from '@/ui/PageHead';
import { refused, told } from '@/ui/toasts';
import { CodePane } from './CodePane';
import { ConflictModal } from './ConflictModal';
import { stateOf, wordsOf } from './kinds';
import { LeaveModal } from './LeaveModal';
import { marksOf } from './outcome';
import { SettingsPane } from './SettingsPane';
import { StateBadge } from './StateBadge';
import { TestsPane } from './TestsPane';
import { useDraft } from './useDraft';
import { VersionsPane } from './VersionsPane';

/** One transformation or library: its code, its tests, its versions, who uses it. */
export function CodeScreen({ kind, id }: { kind: CodeKind; id: string }) {
  const workspaceId = useWorkspaceId();
  const { data: code } = useSuspenseQuery(codeQuery(workspaceId, kind, id));
  const cache = useQueryClient();
  const mayEdit = useMayEdit() && code.deletedAt === null;
  const draft = useDraft(kind, code, () => cache.query({ ...codeQuery(workspaceId, kind, id), staleTime: 0 }));
  const publish = usePublishCode(kind, id);
  const restore = useRestoreCode(kind);
  const { tab = 'code' } = useSearch({ strict: false });
  const navigate = useNavigate();
  const [problem, setProblem] = useState<string | null>(null);
  const words = wordsOf(kind);
  const leaving = useBlocker({ shouldBlockFn: ({ current, next }) => draft.isDirty && current.pathname !== next.pathname, enableBeforeUnload: () => draft.isDirty, withResolver: true });

  const attempt = async (deed: () => Promise<void>) => {
    setProblem(null);
    try {
      await deed();
    } catch (why) {
      if (why instanceof Problem && why.status === 422) {
        setProblem(why.message);
      } else {
        refused(why);
      }
    }
  };
  const save = () =>
    void attempt(async () => {
      if (mayEdit && draft.isDirty && (await draft.save()) !== null) {
        told('The draft is saved. What is in force stays until you publish.');
      }
    });
  const publishIt = () =>
    void attempt(async () => {
      const saved = await draft.save();
      if (saved !== null) {
        await publish.mutateAsync(saved.newestVersionId);
        told('Published: events go through it from now on.');
      }
    });
  useHotkeys([['mod+S', save]], []);

  const state = stateOf(code);
  const why = !mayEdit ? 'Viewers see code but cannot change it.' : undefined;
  return (
    <>
      <PageHead title={draft.values.name === '' ? code.name : draft.values.name}>
        <StateBadge state={draft.isDirty && state === 'published' ? 'changed' : state} />
        {code.deletedAt === null ? (
          <Tooltip label={why} disabled={why === undefined}>
            <Group gap="xs" wrap="nowrap">
              <Button variant="default" leftSection={<IconDeviceFloppy size={16} aria-hidden />} disabled={!mayEdit || !draft.isDirty} loading={draft.isSaving} onClick={save}>
                Save the draft
              </Button>
              <Button leftSection={<IconUpload size={16} aria-hidden />} disabled={!mayEdit || (state === 'published' && !draft.isDirty)} loading={publish.isPending} onClick={publishIt}>
                Publish
              </Button>
            </Group>
          </Tooltip>
        ) : (
          <Button loading={restore.isPending} onClick={() => restore.mutate(id, { onError: refused })}>
            Restore
          </Button>
        )}
      </PageHead>
      {code.deletedAt !== null && (
        <Alert color="yellow" mb="md">
          This {words.one} is deleted. Restore it to change or use it.
        </Alert>
      )}
      {problem !== null && (
        <Alert color="red" role="alert" mb="md" title="That was refused" withCloseButton closeButtonLabel="Close" onClose={() => setProblem(null)}>
          <Text size="sm" style={{ whiteSpace: 'pre-wrap' }}>
            {problem}
          </Text>
        </Alert>
      )}
      <Tabs value={tab} onChange={(to) => {
          setProblem(null);
          void navigate({ to: '.', search: to === 'code' ? {} : { tab: to as 'tests' }, replace: true });
        }} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="code">Code</Tabs.Tab>
          {kind === 'transformations' && <Tabs.Tab value="tests">Tests{draft.values.tests.length > 0 && ` (${draft.values.tests.length})`}</Tabs.Tab>}
          <Tabs.Tab value="versions">Versions</Tabs.Tab>
          <Tabs.Tab value="settings">Name and use</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="code">
          <CodePane kind={kind} code={code} draft={draft} mayEdit={mayEdit} save={save} refusedAt={problem === null ? [] : marksOf([problem])} />
        </Tabs.Panel>
        <Tabs.Panel value="tests">
          <TestsPane draft={draft} mayEdit={mayEdit} />
        </Tabs.Panel>
        <Tabs.Panel value="versions">
          <VersionsPane kind={kind} code={code} mayEdit={mayEdit} isDirty={draft.isDirty} />
        </Tabs.Panel>
        <Tabs.Panel value="settings">
          <SettingsPane kind={kind} code={code} draft={draft} mayEdit={mayEdit} />
        </Tabs.Panel>
      </Tabs>
      <ConflictModal draft={draft} />
      {leaving.status === 'blocked' && <LeaveModal stay={leaving.reset} leave={leaving.proceed} />}
    </>
  );
}
