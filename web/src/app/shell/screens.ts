import { IconBooks, IconCode, IconPlugConnected, type Icon } from '@tabler/icons-react';

/** A page of a workspace, in the navigation and in the palette. */
type Screen = { to: '/w/$workspaceId/sources' | '/w/$workspaceId/transformations' | '/w/$workspaceId/libraries'; label: string; icon: Icon };

export const screens: readonly Screen[] = [
  { to: '/w/$workspaceId/sources', label: 'Sources', icon: IconPlugConnected },
  { to: '/w/$workspaceId/transformations', label: 'Transformations', icon: IconCode },
  { to: '/w/$workspaceId/libraries', label: 'Libraries', icon: IconBooks },
];
