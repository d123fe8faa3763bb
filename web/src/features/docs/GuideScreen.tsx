import { IconMoodEmpty } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { guidesQuery } from '@/api/guides';
import { Empty } from '@/ui/Empty';
import { Failed } from '@/ui/Failed';
import { Loading } from '@/ui/Loading';
import { Page } from './Page';

const route = getRouteApi('/inside/w/$workspaceId/docs/$name');

/** A page of the guide. */
export function GuideScreen() {
  const { name } = route.useParams();
  const { data: pages, error, refetch } = useQuery(guidesQuery);
  if (error) {
    return <Failed error={error} again={() => void refetch()} />;
  }

  if (!pages) {
    return <Loading />;
  }

  const page = pages.find((one) => one.name === name);
  return page ? (
    <Page title={page.title} text={page.text} />
  ) : (
    <Empty icon={<IconMoodEmpty aria-hidden />} title="There is no such page">
      The guide has no page “{name}”.
    </Empty>
  );
}
