import { Alert, Anchor, List } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { FormField } from '@/api/generated/schema';
import { elementId, labelOf, sentenceOf, type Problems } from './problems';

type Props = { problems: Problems; fields: readonly FormField[]; at: string };

/** All that is wrong, each with the way to its field. */
export function ProblemSummary({ problems, fields, at }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const all = Object.entries(problems);
  const first = all.map(([path]) => path).join(' ');
  useEffect(() => {
    if (first !== '') {
      box.current?.focus();
    }
  }, [first]);

  if (all.length === 0) {
    return null;
  }

  const nameOf = (path: string) => (path.startsWith(`${at}.`) ? labelOf(path.slice(at.length + 1), fields) : path.charAt(0).toUpperCase() + path.slice(1));
  const go = (path: string) => {
    const element = document.getElementById(elementId(path)) ?? document.getElementById(elementId(path.replace(/[.[].*$/, '')));
    element?.scrollIntoView({ block: 'center' });
    element?.focus({ preventScroll: true });
  };
  return (
    <Alert ref={box} tabIndex={-1} color="red" role="alert" icon={<IconAlertTriangle aria-hidden />} title={all.length === 1 ? 'One thing must be put right' : `${all.length} things must be put right`}>
      <List size="sm">
        {all.map(([path, message]) => (
          <List.Item key={path}>
            <Anchor component="button" type="button" size="sm" onClick={() => go(path)} c="var(--mantine-color-text)" td="underline">
              {nameOf(path)}
            </Anchor>
            : {sentenceOf(message)}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
