import { useParams } from '@tanstack/react-router';
import type { OwnWorkspaceView } from './generated/schema';
import { Problem } from './problem';
import { useSession } from './session';

/** Id of the workspace in the address. */
export function useWorkspaceId(): string {
  return useParams({ from: '/inside/w/$workspaceId' }).workspaceId;
}

/** The workspace in the address, and what may be done in it. */
export function useWorkspace(): OwnWorkspaceView {
  const id = useWorkspaceId();
  const found = useSession().workspaces.find((w) => w.id === id);
  if (found === undefined) {
    throw new Problem(404, `There is no workspace ${id}, or you are not a member of it.`);
  }

  return found;
}

/** May sources, destinations and user code be changed? */
export function useMayEdit(): boolean {
  return useWorkspace().role !== 'viewer';
}
