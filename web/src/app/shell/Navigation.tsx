import { Link } from '@tanstack/react-router';
import { useWorkspaceId } from '@/api/workspace';
import { useScreens } from './screens';
import classes from './Shell.module.css';

type Props = {
  /** On a small screen it is there only when it is asked for. */
  isOpen: boolean;
  /** The reader goes somewhere: a small screen shows the page instead. */
  onGo: () => void;
};

export function Navigation({ isOpen, onGo }: Props) {
  const workspaceId = useWorkspaceId();
  const screens = useScreens();
  return (
    <nav aria-label="Pages of the workspace" className={classes.navigation} data-open={isOpen || undefined}>
      {screens.map(({ to, label, icon: Icon, group }, i) => (
        <Link key={to} to={to} params={{ workspaceId }} className={classes.page} data-apart={(i > 0 && screens[i - 1]?.group !== group) || undefined} onClick={onGo}>
          <Icon size={18} stroke={1.6} aria-hidden />
          {label}
        </Link>
      ))}
    </nav>
  );
}
