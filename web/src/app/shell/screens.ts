import { IconHistory, IconKey, IconPlugConnected, IconSettings, IconUsers, type Icon } from '@tabler/icons-react';

/** A page of a workspace, in the navigation and in the palette. */
type Screen = { to: `/w/$workspaceId/${'sources' | 'people' | 'tokens' | 'audit' | 'settings'}`; label: string; icon: Icon; group: 'pipeline' | 'workspace' };

export const screens: readonly Screen[] = [
  { to: '/w/$workspaceId/sources', label: 'Sources', icon: IconPlugConnected, group: 'pipeline' },
  { to: '/w/$workspaceId/people', label: 'People', icon: IconUsers, group: 'workspace' },
  { to: '/w/$workspaceId/tokens', label: 'Access tokens', icon: IconKey, group: 'workspace' },
  { to: '/w/$workspaceId/audit', label: 'Audit log', icon: IconHistory, group: 'workspace' },
  { to: '/w/$workspaceId/settings', label: 'Settings', icon: IconSettings, group: 'workspace' },
];
