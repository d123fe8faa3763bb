import { getRouteApi } from '@tanstack/react-router';
import { CodeListScreen } from '@/features/code/CodeListScreen';
import { CodeScreen } from '@/features/code/CodeScreen';
import { NewCodeScreen } from '@/features/code/NewCodeScreen';

const route = getRouteApi('/inside/w/$workspaceId/libraries/$codeId');

/** Code that transformations import. */
export const LibrariesScreen = () => <CodeListScreen kind="libraries" />;

export const NewLibraryScreen = () => <NewCodeScreen kind="libraries" />;

export function LibraryScreen() {
  const { codeId } = route.useParams();
  return <CodeScreen key={codeId} kind="libraries" id={codeId} />;
}
