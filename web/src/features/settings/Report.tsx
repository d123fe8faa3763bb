import { Alert, List, Stack, Text } from '@mantine/core';
import type { ImportedThing, ImportReport } from '@/api/generated/schema';

/** What an import would do. */
export function Report({ file, report }: { file: string; report: ImportReport }) {
  return (
    <Stack gap="xs" aria-live="polite">
      <Text fw={500}>
        {file}: {report.created.length} new, {report.updated.length} changed, {report.removed.length} removed, {report.unchanged} as they are
      </Text>
      <Things title="New" things={report.created} />
      <Things title="Changed" things={report.updated} />
      <Things title="Removed" things={report.removed} />
      {report.notes.length > 0 && (
        <Alert color="yellow" title="Not taken as it is">
          <List size="sm">
            {report.notes.map(({ at, message }) => (
              <List.Item key={`${at} ${message}`}>
                <code>{at}</code>: {message}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
    </Stack>
  );
}

function Things({ title, things }: { title: string; things: readonly ImportedThing[] }) {
  return (
    things.length > 0 && (
      <details>
        <summary>
          {title} ({things.length})
        </summary>
        <List size="sm">
          {things.map(({ type, id, name, changes }) => (
            <List.Item key={`${type} ${id}`}>
              {type} {name}
              {changes.length > 0 && <Text span c="dimmed">{` – ${changes.map((c) => c.path).join(', ')}`}</Text>}
            </List.Item>
          ))}
        </List>
      </details>
    )
  );
}
