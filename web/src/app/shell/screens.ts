import {
  IconActivity,
  IconAlertTriangle,
  IconArrowsSplit2,
  IconBook,
  IconBooks,
  IconCode,
  IconHeartbeat,
  IconHistory,
  IconKey,
  IconLogin,
  IconPlugConnected,
  IconSend,
  IconSettings,
  IconUsers,
  type Icon,
} from '@tabler/icons-react';
import { useMayEdit } from '@/api/workspace';

type Page =
  | 'connections'
  | 'sources'
  | 'docs'
  | 'destinations'
  | 'events'
  | 'failed'
  | 'transformations'
  | 'libraries'
  | 'people'
  | 'single-sign-on'
  | 'tokens'
  | 'audit'
  | 'health'
  | 'settings';

/** A page of a workspace, in the navigation and in the palette. */
type Screen = { to: `/w/$workspaceId/${Page}`; label: string; icon: Icon; group: 'pipeline' | 'workspace' | 'guide'; least?: 'editor' };

const screens: readonly Screen[] = [
  { to: '/w/$workspaceId/connections', label: 'Connections', icon: IconArrowsSplit2, group: 'pipeline' },
  { to: '/w/$workspaceId/sources', label: 'Sources', icon: IconPlugConnected, group: 'pipeline' },
  { to: '/w/$workspaceId/destinations', label: 'Destinations', icon: IconSend, group: 'pipeline' },
  { to: '/w/$workspaceId/events', label: 'Events', icon: IconActivity, group: 'pipeline' },
  { to: '/w/$workspaceId/failed', label: 'Failed events', icon: IconAlertTriangle, group: 'pipeline' },
  { to: '/w/$workspaceId/transformations', label: 'Transformations', icon: IconCode, group: 'pipeline' },
  { to: '/w/$workspaceId/libraries', label: 'Libraries', icon: IconBooks, group: 'pipeline' },
  { to: '/w/$workspaceId/people', label: 'People', icon: IconUsers, group: 'workspace' },
  { to: '/w/$workspaceId/single-sign-on', label: 'Single sign-on', icon: IconLogin, group: 'workspace' },
  { to: '/w/$workspaceId/tokens', label: 'Access tokens', icon: IconKey, group: 'workspace' },
  { to: '/w/$workspaceId/audit', label: 'Audit log', icon: IconHistory, group: 'workspace', least: 'editor' },
  { to: '/w/$workspaceId/health', label: 'Data plane', icon: IconHeartbeat, group: 'workspace' },
  { to: '/w/$workspaceId/settings', label: 'Settings', icon: IconSettings, group: 'workspace' },
  { to: '/w/$workspaceId/docs', label: 'Guide', icon: IconBook, group: 'guide' },
];

/** The pages that who looks may see. */
export function useScreens(): readonly Screen[] {
  const mayEdit = useMayEdit();
  return screens.filter(({ least }) => least === undefined || mayEdit);
}
