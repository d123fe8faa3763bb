import { Card, Text } from '@mantine/core';
import { IconActivity } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useMemo, useRef, useState } from 'react';
import { useNames } from '@/api/names';
import { Empty } from '@/ui/Empty';
import type { Feed, Step } from './feed';
import { beforeOf, byEvent, withName } from './filters';
import classes from './LiveList.module.css';
import { LiveRow } from './LiveRow';
import { RowKeys } from './rowKeys';
import { useShown } from './useFeed';

const ROW_PX = 36;
const BEYOND = 1;

type Props = { feed: Feed; name: string | undefined; isGrouped: boolean; onOpen: (step: Step) => void };

/** Steps, the newest first. Only those in sight are drawn, whatever there is. */
export function LiveList({ feed, name, isGrouped, onOpen }: Props) {
  const steps = useShown(feed, (shown) => shown.steps);
  const isPaused = useShown(feed, (shown) => shown.isPaused);
  const named = useMemo(() => withName(steps, name), [steps, name]);
  const events = useMemo(() => (isGrouped ? byEvent(named) : null), [named, isGrouped]);
  const rows = useMemo(() => events?.map(({ newest }) => newest) ?? named, [events, named]);
  const viewport = useRef<HTMLDivElement>(null);
  const { sourceName, destinationName } = useNames();
  const [keys] = useState(() => new RowKeys());
  const keyOf = useMemo(() => keys.of(rows), [keys, rows]);
  // eslint-disable-next-line react-hooks/incompatible-library -- what it returns is used here only, and anew each time
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => viewport.current, estimateSize: () => ROW_PX, overscan: BEYOND });

  if (rows.length === 0) {
    return (
      <Card withBorder>
        <Empty icon={<IconActivity aria-hidden />} title={isPaused ? 'Paused' : 'Waiting for events'}>
          What happens to events is shown here as it happens: received, delivered, or failed and why.
        </Empty>
      </Card>
    );
  }

  return (
    <Card withBorder padding={0}>
      <div className={classes.viewport} data-grouped={isGrouped || undefined} ref={viewport} role="table" aria-label="What happens to events" aria-rowcount={rows.length + 1}>
        <Head />
        {/* One place for all of them: a new row above moves the others, and none of them is drawn anew. */}
        <div role="rowgroup" style={{ height: virtual.getTotalSize(), paddingTop: virtual.getVirtualItems()[0]?.start ?? 0 }}>
          {virtual.getVirtualItems().map(({ index }) => {
            const step = rows[index];
            const event = events?.[index];
            return step && <LiveRow key={keyOf(index)} step={step} before={event ? beforeOf(event) : ''} source={sourceName(step.sourceId)} destination={step.destinationId === '' ? null : destinationName(step.destinationId)} onOpen={onOpen} />;
          })}
        </div>
      </div>
    </Card>
  );
}

const Head = memo(function Head() {
  return (
    <div className={classes.head} role="row">
      {['Time', 'Step', 'Event', 'From and to', 'User', 'Answer'].map((title) => (
        <Text key={title} role="columnheader" size="xs" fw={600}>
          {title}
        </Text>
      ))}
    </div>
  );
});
