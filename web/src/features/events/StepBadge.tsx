import { Badge } from '@mantine/core';
import { stepOf } from './steps';

/** What happened, with its colour. */
export function StepBadge({ step }: { step: string }) {
  const { label, colour, meaning } = stepOf(step);
  return (
    <Badge variant="dot" color={colour} tt="none" title={meaning} styles={{ root: { color: 'var(--mantine-color-text)' } }}>
      {label}
    </Badge>
  );
}
