import { Alert, Button, Card, Group, SegmentedControl, Select, Stack, Text, Tooltip } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useMemo, useState } from 'react';
import { codeQuery, type CodeKind } from '@/api/code';
import type { FullCodeView } from '@/api/generated/schema';
import { useWorkspaceId } from '@/api/workspace';
import { Loading } from '@/ui/Loading';
import classes from './CodePane.module.css';
import { InputChoice } from './InputChoice';
import { CodeEditor } from './monaco';
import type { Mark } from './monaco/CodeEditor';
import { TrialResult } from './TrialResult';
import type { Draft } from './useDraft';
import { useInput } from './useInput';
import { useTrial } from './useTrial';

type Props = { kind: CodeKind; code: FullCodeView; draft: Draft; mayEdit: boolean; save: () => void; refusedAt: readonly Mark[] };

/** Code on the left, the events that it is tried on on the right, and below what came of them. */
export function CodePane({ kind, code, draft, mayEdit, save, refusedAt }: Props) {
  const input = useInput();
  const { trial, problem, marks, isRunning, attempt } = useTrial();
  const through = useImporter(kind, code);
  const { values, set } = draft;
  const isFormer = code.newest.codeVersion === '0';
  const run = () => {
    if (!mayEdit || isFormer || (kind === 'libraries' && through.code === undefined)) {
      return;
    }

    void attempt(() => ({
      code:
        kind === 'libraries' && through.code !== undefined && code.importName !== null
          ? { code: through.code.newest.code, language: through.code.newest.language, libraries: [{ importName: code.importName, code: values.code, language: values.language }] }
          : { code: values.code, language: values.language },
      events: input.events(),
    }));
  };
  // An error of a run is one of the transformation that imports, not of the library that is shown.
  const ownMarks = useMemo(() => [...(kind === 'libraries' ? [] : marks), ...refusedAt], [kind, marks, refusedAt]);

  return (
    <Stack>
      <div className={classes.panes}>
        <Stack gap="xs">
          <Group justify="space-between">
            <SegmentedControl
              size="xs"
              aria-label="Language"
              disabled={!mayEdit}
              data={[
                { value: 'javascript', label: 'JavaScript' },
                { value: 'typescript', label: 'TypeScript' },
              ]}
              value={values.language}
              onChange={(language) => set({ language })}
            />
            <Text size="xs" c="dimmed">
              {mayEdit ? 'Ctrl S saves, Ctrl Enter runs (⌘ on a Mac)' : 'Viewers see code but cannot change it'}
            </Text>
          </Group>
          <Suspense fallback={<Loading />}>
            <CodeEditor label="Code" value={values.code} language={values.language} isReadOnly={!mayEdit} onChange={(text) => set({ code: text })} marks={ownMarks} onSave={save} onRun={run} height={trial === null ? 'max(300px, calc(100vh - 340px))' : 'max(260px, 42vh)'} />
          </Suspense>
        </Stack>
        <Card withBorder>
          <Stack>
            <Text component="h2" fw={600} size="md">
              Try it
            </Text>
            {kind === 'libraries' && (
              <Select
                label="Through"
                description="A library runs in a transformation that imports it."
                placeholder={code.importedBy.length === 0 ? 'No transformation imports it yet' : 'Choose a transformation'}
                disabled={code.importedBy.length === 0}
                data={code.importedBy.map(({ id, name }) => ({ value: id, label: name }))}
                value={through.id}
                onChange={through.setId}
              />
            )}
            <InputChoice input={input} onRun={run} />
            <Tooltip label={isFormer ? 'Code of the former form cannot be tried here.' : 'Viewers cannot run code.'} disabled={mayEdit && !isFormer}>
              <Button leftSection={<IconPlayerPlay size={16} aria-hidden />} onClick={run} loading={isRunning} disabled={!mayEdit || isFormer || (kind === 'libraries' && through.code === undefined)}>
                Run
              </Button>
            </Tooltip>
            {problem !== null && (
              <Alert color="red" role="alert">
                {problem}
              </Alert>
            )}
            {trial === null && problem === null && (
              <Text size="sm" c="dimmed">
                What comes out is shown beside what went in. Nothing is stored or delivered; requests that the code makes are sent.
              </Text>
            )}
          </Stack>
        </Card>
      </div>
      {trial !== null && <TrialResult trial={trial} {...(mayEdit && kind === 'transformations' && { keep: (test) => set({ tests: [...values.tests, test] }) })} />}
    </Stack>
  );
}

/** Of a library, the transformation that it is tried through. */
function useImporter(kind: CodeKind, code: FullCodeView) {
  const workspaceId = useWorkspaceId();
  const [id, setId] = useState<string | null>(code.importedBy[0]?.id ?? null);
  const { data } = useQuery({ ...codeQuery(workspaceId, 'transformations', id ?? ''), enabled: kind === 'libraries' && id !== null });
  return { id, setId, code: data };
}
