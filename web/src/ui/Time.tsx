import { Text, Tooltip } from '@mantine/core';

const shown = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const exact = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3, hourCycle: 'h23' });

/** A time in the viewer's zone, with UTC on hover. @param seconds To the thousandth of a second. */
export function Time({ at, seconds = false }: { at: string; seconds?: boolean }) {
  const utc = `${at.slice(0, seconds ? 23 : 19).replace('T', ' ')} UTC`;
  const local = (seconds ? exact : shown).format(new Date(at));
  return (
    <Tooltip label={utc}>
      <Text component="time" dateTime={at} inherit tabIndex={0} aria-label={`${local}; ${utc}`}>
        {local}
      </Text>
    </Tooltip>
  );
}
