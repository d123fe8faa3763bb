import { Text, Tooltip } from '@mantine/core';

const shown = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** A time in the viewer's zone, with UTC on hover. */
export function Time({ at }: { at: string }) {
  const utc = `${at.slice(0, 19).replace('T', ' ')} UTC`;
  return (
    <Tooltip label={utc}>
      <Text component="time" dateTime={at} inherit tabIndex={0} aria-label={`${shown.format(new Date(at))}; ${utc}`}>
        {shown.format(new Date(at))}
      </Text>
    </Tooltip>
  );
}
