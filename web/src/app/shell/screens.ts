import { IconPlugConnected, IconSend, type Icon } from '@tabler/icons-react';

/** A page of a workspace, in the navigation and in the palette. */
type Screen = { to: '/w/$workspaceId/sources' | '/w/$workspaceId/destinations'; label: string; icon: Icon };

export const screens: readonly Screen[] = [
  { to: '/w/$workspaceId/sources', label: 'Sources', icon: IconPlugConnected },
  { to: '/w/$workspaceId/destinations', label: 'Destinations', icon: IconSend },
];
