import { useMutation } from '@tanstack/react-query';
import { answerOf, api } from './client';
import { useWorkspaceId } from './workspace';

/** Begins a job that tries a destination's dead letters again through a version of its transformation. */
export function useReplayLetters() {
  const workspaceId = useWorkspaceId();
  return useMutation({
    mutationFn: async (query: { destination: string; transformationVersion: string }): Promise<{ job: string }> =>
      // The document does not say what is answered.
      (await answerOf(api.POST('/api/v1/workspaces/{workspaceId}/deadletters/replay', { params: { path: { workspaceId }, query } }))) as unknown as { job: string },
  });
}
