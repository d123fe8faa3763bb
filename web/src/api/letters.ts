import { useMutation } from '@tanstack/react-query';
import { answerOf, api } from './client';
import { useWorkspaceId } from './workspace';

/** Begins a job that tries a destination's dead letters again through a version of its transformation. */
export function useReplayLetters() {
  const workspaceId = useWorkspaceId();
  return useMutation({
    mutationFn: (query: { destination: string; transformationVersion: string }): Promise<{ job: string }> =>
      // The document says neither what is in the path nor what is answered.
      answerOf<{ job: string }>(api.POST('/api/v1/workspaces/{workspaceId}/deadletters/replay', { params: { path: { workspaceId } as never, query } }) as never),
  });
}
