import { Anchor, Drawer } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { LiveView } from '@/api/generated/schema';
import { useWorkspaceId } from '@/api/workspace';
import { EventDetail } from './EventDetail';

type Props = { messageId: string; at: string | undefined; seen: readonly LiveView[]; onClose: () => void };

/** An event beside the list it was chosen from. */
export function EventDrawer({ messageId, at, seen, onClose }: Props) {
  const workspaceId = useWorkspaceId();
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="xl"
      closeButtonProps={{ 'aria-label': 'Close' }}
      title={
        <Anchor size="sm" renderRoot={(props) => <Link to="/w/$workspaceId/events/$messageId" params={{ workspaceId, messageId }} search={at === undefined ? {} : { at }} {...props} />}>
          Open as a page
        </Anchor>
      }
    >
      <EventDetail messageId={messageId} at={at} seen={seen} />
    </Drawer>
  );
}
