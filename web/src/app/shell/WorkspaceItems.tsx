import { Menu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useSession } from '@/api/session';
import { useWorkspace } from '@/api/workspace';
import type { MenuButton } from './HeaderMenu';
import { OpenedMenu } from './OpenedMenu';

/** The menu of {@link WorkspaceMenu}. */
export function WorkspaceItems({ button }: { button: MenuButton }) {
  const here = useWorkspace();
  const { workspaces } = useSession();
  return (
    <OpenedMenu button={button} position="bottom-start" width={240}>
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
    </OpenedMenu>
  );
}
