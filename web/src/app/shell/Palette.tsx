import { Spotlight, useSpotlight, type SpotlightActionData } from '@mantine/spotlight';
import { IconBooks, IconCode, IconPlugConnected, IconPlus, IconRocket, IconSearch, IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { destinationsQuery } from '@/api/destinations';
import { codesQuery } from '@/api/code';
import { sourcesQuery } from '@/api/sources';
import { useMayEdit, useWorkspaceId } from '@/api/workspace';
import { paletteStore } from './palette-store';
import { useScreens } from './screens';

const MOST_SHOWN = 12;

/** Something is highlighted whenever something is shown: it is what Enter chooses. */
function useHighlight() {
  const { listId } = useSpotlight(paletteStore);
  // After every picture of it: Spotlight itself highlights only when the text changes, not what was there before a text, and not what arrives after it.
  useEffect(() => {
    const list = document.getElementById(listId);
    const first = list?.querySelector('[data-action]');
    if (first && !list?.querySelector('[data-selected]')) {
      // As Spotlight does it, which has no way to ask for it.
      first.setAttribute('data-selected', 'true');
      paletteStore.updateState((state) => ({ ...state, selected: 0 }));
    }
  });
}

/** Ctrl or ⌘ and K: go to anything, do anything. */
export function Palette() {
  const workspaceId = useWorkspaceId();
  const mayEdit = useMayEdit();
  const screens = useScreens();
  const navigate = useNavigate();
  useHighlight();
  const sources = useQuery(sourcesQuery(workspaceId)).data ?? [];
  const destinations = useQuery(destinationsQuery(workspaceId)).data ?? [];
  const transformations = useQuery(codesQuery(workspaceId, 'transformations')).data ?? [];
  const libraries = useQuery(codesQuery(workspaceId, 'libraries')).data ?? [];

  const pages = screens.map(({ to, label, icon: Icon }): SpotlightActionData => ({
    id: to,
    label,
    description: 'Page',
    leftSection: <Icon size={18} aria-hidden />,
    onClick: () => void navigate({ to, params: { workspaceId } }),
  }));
  const first: SpotlightActionData = {
    id: 'first-event',
    label: 'Send a first event, step by step',
    keywords: ['start', 'guide', 'snippet', 'set up', 'sdk'],
    leftSection: <IconRocket size={18} aria-hidden />,
    onClick: () => void navigate({ to: '/w/$workspaceId/start', params: { workspaceId } }),
  };
  const deeds: SpotlightActionData[] = mayEdit
    ? [
        { id: 'new-source', label: 'Add a source', leftSection: <IconPlus size={18} aria-hidden />, onClick: () => void navigate({ to: '/w/$workspaceId/sources/new', params: { workspaceId } }) },
        { id: 'new-destination', label: 'Add a destination', leftSection: <IconPlus size={18} aria-hidden />, onClick: () => void navigate({ to: '/w/$workspaceId/destinations/new', params: { workspaceId }, search: {} }) },
        { id: 'new-transformation', label: 'Add a transformation', leftSection: <IconPlus size={18} aria-hidden />, onClick: () => void navigate({ to: '/w/$workspaceId/transformations/new', params: { workspaceId }, search: {} }) },
      ]
    : [];
  const things = sources.map((source): SpotlightActionData => ({
    id: source.id,
    label: source.name,
    description: `Source · ${source.type}`,
    keywords: [source.id, source.writeKey],
    leftSection: <IconPlugConnected size={18} aria-hidden />,
    onClick: () => void navigate({ to: '/w/$workspaceId/sources/$sourceId', params: { workspaceId, sourceId: source.id } }),
  }));
  const places = destinations.map((destination): SpotlightActionData => ({
    id: destination.id,
    label: destination.name,
    description: `Destination · ${destination.type}`,
    keywords: [destination.id],
    leftSection: <IconSend size={18} aria-hidden />,
    onClick: () => void navigate({ to: '/w/$workspaceId/destinations/$destinationId', params: { workspaceId, destinationId: destination.id }, search: {} }),
  }));

  const codes = [...transformations, ...libraries].map((code): SpotlightActionData => ({
    id: code.id,
    label: code.name,
    description: code.importName === null ? 'Transformation' : 'Library',
    keywords: [code.id],
    leftSection: code.importName === null ? <IconCode size={18} aria-hidden /> : <IconBooks size={18} aria-hidden />,
    onClick: () => void navigate({ to: `/w/${workspaceId}/${code.importName === null ? 'transformations' : 'libraries'}/${code.id}` }),
  }));

  return (
    <Spotlight
      store={paletteStore}
      shortcut={['mod + K']}
      actions={[...pages, ...deeds, first, ...things, ...places, ...codes]}
      limit={MOST_SHOWN}
      nothingFound="Nothing of that name"
      searchProps={{ placeholder: 'Go to or do …', leftSection: <IconSearch size={18} aria-hidden />, 'aria-label': 'Go to or do' }}
    />
  );
}
