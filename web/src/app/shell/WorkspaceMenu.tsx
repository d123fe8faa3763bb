import { Button } from '@mantine/core';
import { IconSelector } from '@tabler/icons-react';
import { useWorkspace } from '@/api/workspace';
import { HeaderMenu, type MenuButtonProps } from './HeaderMenu';

const load = () => import('./WorkspaceItems').then((module) => module.WorkspaceItems);

/** Which workspace this is, and the way to the others. */
export function WorkspaceMenu() {
  return <HeaderMenu button={WorkspaceButton} load={load} />;
}

function WorkspaceButton(props: MenuButtonProps) {
  const { name } = useWorkspace();
  return (
    <Button variant="subtle" color="gray" size="compact-md" rightSection={<IconSelector size={14} aria-hidden />} aria-label={`Workspace ${name}`} {...props}>
      {name}
    </Button>
  );
}
