import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { destinationGuideQuery, destinationTypeQuery } from '@/api/definitions';
import { Failed } from '@/ui/Failed';
import { Loading } from '@/ui/Loading';
import { Page } from './Page';

const route = getRouteApi('/inside/w/$workspaceId/docs/destinations/$type');

/** The page of a kind of destination. */
export function DestinationGuideScreen() {
  const { type } = route.useParams();
  const kind = useQuery(destinationTypeQuery(type));
  const guide = useQuery(destinationGuideQuery(type));
  const error = kind.error ?? guide.error;
  if (error) {
    return <Failed error={error} again={() => void Promise.all([kind.refetch(), guide.refetch()])} />;
  }

  return kind.data && guide.data !== undefined ? <Page title={kind.data.displayName} text={guide.data} /> : <Loading />;
}
