import { NavLink } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useWorkspaceId } from '@/api/workspace';
import { useScreens } from './screens';

/** @param onGo The reader goes somewhere: a small screen shows the page instead. */
export function Navigation({ onGo }: { onGo: () => void }) {
  const workspaceId = useWorkspaceId();
  const screens = useScreens();
  return (
    <nav aria-label="Pages of the workspace">
      {screens.map(({ to, label, icon: Icon, group }, i) => (
        <NavLink
          key={to}
          mt={i > 0 && screens[i - 1]?.group !== group ? 'md' : 0}
          label={label}
          leftSection={<Icon size={18} stroke={1.6} aria-hidden />}
          onClick={onGo}
          renderRoot={(props) => <Link to={to} params={{ workspaceId }} activeProps={{ 'data-active': true, 'aria-current': 'page' }} {...props} />}
        />
      ))}
    </nav>
  );
}
