import { Badge } from '@mantine/core';
import type { CodeState } from './kinds';

const shown: Readonly<Record<CodeState, { colour: string; text: string }>> = {
  published: { colour: 'teal', text: 'published' },
  changed: { colour: 'yellow', text: 'draft changes' },
  draft: { colour: 'gray', text: 'not published' },
};

export function StateBadge({ state }: { state: CodeState }) {
  return (
    <Badge color={shown[state].colour} variant="light" c="var(--mantine-color-text)" tt="none">
      {shown[state].text}
    </Badge>
  );
}
