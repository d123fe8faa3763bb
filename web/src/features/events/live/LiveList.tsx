import { Card, Text } from '@mantine/core';
import { IconActivity } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { useNames } from '@/api/names';
import { Empty } from '@/ui/Empty';
import type { Step } from './feed';
import classes from './LiveList.module.css';
import { LiveRow } from './LiveRow';

const ROW_PX = 36;
const BEYOND = 8;

/** A row of the list: what happened last, and with “By event” what happened to the event before. */
export type Row = { step: Step; before: readonly Step[] };

/** Steps, the newest first. Only those in sight are drawn, whatever there is. */
export function LiveList({ rows, isPaused, onOpen }: { rows: readonly Row[]; isPaused: boolean; onOpen: (step: Step) => void }) {
  const viewport = useRef<HTMLDivElement>(null);
  const { sourceName, destinationName } = useNames();
  // eslint-disable-next-line react-hooks/incompatible-library -- what it returns is used here only, and anew each time
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => viewport.current, estimateSize: () => ROW_PX, overscan: BEYOND, getItemKey: (place) => rows[place]?.step.number ?? place });

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
      <div className={classes.viewport} ref={viewport} role="table" aria-label="What happens to events" aria-rowcount={rows.length + 1}>
        <div className={classes.head} role="row">
          {['Time', 'Step', 'Event', 'From and to', 'User', 'Answer'].map((title) => (
            <Text key={title} role="columnheader" size="xs" fw={600}>
              {title}
            </Text>
          ))}
        </div>
        {/* One place for all of them: a new row above moves the others, and none of them is drawn anew. */}
        <div role="rowgroup" style={{ height: virtual.getTotalSize(), paddingTop: virtual.getVirtualItems()[0]?.start ?? 0 }}>
          {virtual.getVirtualItems().map(({ index, key }) => {
            const row = rows[index];
            return row && <LiveRow key={key} row={row} source={sourceName(row.step.sourceId)} destination={row.step.destinationId === '' ? null : destinationName(row.step.destinationId)} onOpen={onOpen} />;
          })}
        </div>
      </div>
    </Card>
  );
}
