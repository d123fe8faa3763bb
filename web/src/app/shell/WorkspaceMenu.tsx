import { Button, Menu } from '@mantine/core';
import { IconCheck, IconSelector } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useSession } from '@/api/session';
import { useWorkspace } from '@/api/workspace';

/** Which workspace this is, and the way to the others. */
export function WorkspaceMenu() {
  const here = useWorkspace();
  const { workspaces } = useSession();
  return (
    <Menu position="bottom-start" width={240}>
      <Menu.Target>
        <Button variant="subtle" color="gray" size="compact-md" rightSection={<IconSelector size={14} aria-hidden />} aria-label={`Workspace ${here.name}`}>
          {here.name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Workspaces</Menu.Label>
        {workspaces.map(({ id, name, role }) => (
          <Menu.Item
            key={id}
            leftSection={id === here.id ? <IconCheck size={16} aria-label="This one" /> : <span style={{ width: 16 }} />}
            rightSection={role}
            renderRoot={(props) => <Link to="/w/$workspaceId/connections" params={{ workspaceId: id }} {...props} />}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
