import { Button, Card, FileButton, Group, Stack, Switch, Text, Title } from '@mantine/core';
import { IconDownload, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import type { ImportReport } from '@/api/generated/schema';
import { useExport, useImport } from '@/api/transfer';
import { useIsAdmin, useWorkspace } from '@/api/workspace';
import { refused, told } from '@/ui/toasts';
import { downloadJson } from './download';
import { Report } from './Report';

/** The workspace as a file: given out, and taken over, of RudderStack's too. */
export function Transfer() {
  const { name } = useWorkspace();
  const isAdmin = useIsAdmin();
  const give = useExport();
  const take = useImport();
  const [prune, setPrune] = useState(false);
  const [chosen, setChosen] = useState<{ file: string; document: unknown; report: ImportReport } | null>(null);

  const choose = async (file: File | null) => {
    if (file === null) {
      return;
    }

    try {
      const document: unknown = JSON.parse(await file.text());
      setChosen({ file: file.name, document, report: await take.mutateAsync({ document, dryRun: true, prune }) });
    } catch (problem) {
      refused(problem instanceof SyntaxError ? new Error(`${file.name} is no JSON: ${problem.message}`) : problem);
    }
  };
  const run = (document: unknown) =>
    take.mutate(
      { document, dryRun: false, prune },
      {
        onError: refused,
        onSuccess: (report) => {
          told(`Taken over: ${report.created.length} new, ${report.updated.length} changed, ${report.removed.length} removed.`);
          setChosen(null);
        },
      },
    );
  // Another question: what was told before is not its answer.
  const changePrune = (wanted: boolean) => {
    setPrune(wanted);
    setChosen(null);
  };

  return (
    <Card withBorder>
      <Stack gap="sm">
        <Title order={2} size="h5">
          Export and import
        </Title>
        <Text size="sm" c="dimmed">
          The same as <code>pintle workspace export</code> and <code>import</code>. In an export, names of environment variables stand in the place of secrets. RudderStack’s workspaceConfig.json is taken too.
        </Text>
        <Group>
          <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} loading={give.isPending} onClick={() => give.mutate(undefined, { onError: refused, onSuccess: (document) => downloadJson(`${name}.json`, document) })}>
            Export
          </Button>
          {isAdmin && (
            <>
              <FileButton accept="application/json,.json" onChange={(file) => void choose(file)}>
                {(props) => (
                  <Button {...props} variant="default" leftSection={<IconUpload size={16} aria-hidden />} loading={take.isPending && chosen === null}>
                    Import a file …
                  </Button>
                )}
              </FileButton>
              <Switch label="Remove what the file doesn’t have" checked={prune} onChange={(event) => changePrune(event.currentTarget.checked)} />
            </>
          )}
        </Group>
        {chosen && (
          <>
            <Report file={chosen.file} report={chosen.report} />
            <Group>
              <Button onClick={() => run(chosen.document)} loading={take.isPending} disabled={chosen.report.created.length + chosen.report.updated.length + chosen.report.removed.length === 0}>
                Take it over
              </Button>
              <Button variant="default" onClick={() => setChosen(null)}>
                Cancel
              </Button>
            </Group>
          </>
        )}
      </Stack>
    </Card>
  );
}
