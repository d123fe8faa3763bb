import { IconArrowsSplit2, IconPlugConnected, type Icon } from '@tabler/icons-react';

/** A page of a workspace, in the navigation and in the palette. */
type Screen = { to: '/w/$workspaceId/connections' | '/w/$workspaceId/sources'; label: string; icon: Icon };

export const screens: readonly Screen[] = [
  { to: '/w/$workspaceId/connections', label: 'Connections', icon: IconArrowsSplit2 },
  { to: '/w/$workspaceId/sources', label: 'Sources', icon: IconPlugConnected },
];
