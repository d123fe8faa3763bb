import { Button } from '@mantine/core';
import { IconRocket } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useWorkspaceId } from '@/api/workspace';

/** To the guide to a first event, from where there is nothing yet. */
export function StartButton() {
  const workspaceId = useWorkspaceId();
  return (
    <Button leftSection={<IconRocket size={16} aria-hidden />} renderRoot={(props) => <Link to="/w/$workspaceId/start" params={{ workspaceId }} {...props} />}>
      Show me, step by step
    </Button>
  );
}
