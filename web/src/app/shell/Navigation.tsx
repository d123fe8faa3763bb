import { useLocation, useRouter } from '@tanstack/react-router';
import type { MouseEvent } from 'react';
import { useWorkspaceId } from '@/api/workspace';
import { isPlain } from '@/ui/plainClick';
import { useScreens } from './screens';
import classes from './Shell.module.css';

type Props = {
  /** On a small screen it is there only when it is asked for. */
  isOpen: boolean;
  /** The reader goes somewhere: a small screen shows the page instead. */
  onGo: () => void;
};

/** Plain links: the router's own, each of which listens to it, would be a twentieth of the time until the first picture. */
export function Navigation({ isOpen, onGo }: Props) {
  const workspaceId = useWorkspaceId();
  const screens = useScreens();
  const router = useRouter();
  const here = useLocation({ select: ({ pathname }) => pathname });
  return (
    <nav aria-label="Pages of the workspace" className={classes.navigation} data-open={isOpen || undefined}>
      {screens.map(({ to, label, icon: Icon, group }, i) => {
        const place = { to, params: { workspaceId } };
        const href = to.replace('$workspaceId', workspaceId);
        const prepare = () => void router.preloadRoute(place);
        const follow = (click: MouseEvent) => {
          onGo();
          if (isPlain(click)) {
            click.preventDefault();
            void router.navigate(place);
          }
        };
        return (
          <a
            key={to}
            href={href}
            className={classes.page}
            aria-current={here === href || here.startsWith(`${href}/`) ? 'page' : undefined}
            data-apart={(i > 0 && screens[i - 1]?.group !== group) || undefined}
            onPointerEnter={prepare}
            onFocus={prepare}
            onClick={follow}
          >
            <Icon size={18} stroke={1.6} aria-hidden />
            {label}
          </a>
        );
      })}
    </nav>
  );
}
