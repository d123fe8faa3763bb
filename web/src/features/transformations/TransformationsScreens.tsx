import { getRouteApi } from '@tanstack/react-router';
import { CodeListScreen } from '@/features/code/CodeListScreen';
import { CodeScreen } from '@/features/code/CodeScreen';
import { NewCodeScreen } from '@/features/code/NewCodeScreen';

const route = getRouteApi('/inside/w/$workspaceId/transformations/$codeId');

/** Code that events go through before a destination. */
export const TransformationsScreen = () => <CodeListScreen kind="transformations" />;

export const NewTransformationScreen = () => <NewCodeScreen kind="transformations" />;

export function TransformationScreen() {
  const { codeId } = route.useParams();
  return <CodeScreen key={codeId} kind="transformations" id={codeId} />;
}
