import { Code, Text } from '@mantine/core';
import { readable } from './readable';

/** A text of some length with its name: an event, a request, an answer. */
export function Shown({ title, text, note }: { title: string; text: string; note?: string }) {
  return (
    <div>
      <Text size="sm" fw={600} mb={4}>
        {title}
      </Text>
      {note !== undefined && (
        <Text size="xs" c="dimmed" mb={4}>
          {note}
        </Text>
      )}
      <Code block tabIndex={0} aria-label={title} mah={360} style={{ overflow: 'auto' }}>
        {readable(text)}
      </Code>
    </div>
  );
}
