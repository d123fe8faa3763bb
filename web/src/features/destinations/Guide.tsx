import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { destinationGuideQuery } from '@/api/definitions';
import { Failed } from '@/ui/Failed';
import { Loading } from '@/ui/Loading';

const Markdown = lazy(async () => ({ default: (await import('@/ui/Markdown')).Markdown }));

/** How a kind of destination is set up, and what surprises. */
export function Guide({ type }: { type: string }) {
  const { data: text, error, refetch } = useQuery(destinationGuideQuery(type));
  if (error) {
    return <Failed error={error} again={() => void refetch()} />;
  }

  return <Suspense fallback={<Loading />}>{text === undefined ? <Loading /> : <Markdown text={text} />}</Suspense>;
}
