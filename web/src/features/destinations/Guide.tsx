import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { destinationGuideQuery } from '@/api/definitions';
import { Failed } from '@/ui/Failed';
import { Loading } from '@/ui/Loading';
import { withoutSection } from './withoutSection';

const Markdown = lazy(async () => ({ default: (await import('@/ui/Markdown')).Markdown }));

/** How a kind of destination is set up, and what surprises. @param besideForm The form explains the settings already. */
export function Guide({ type, besideForm = false }: { type: string; besideForm?: boolean }) {
  const { data: text, error, refetch } = useQuery(destinationGuideQuery(type));
  if (error) {
    return <Failed error={error} again={() => void refetch()} />;
  }

  return <Suspense fallback={<Loading />}>{text === undefined ? <Loading /> : <Markdown text={besideForm ? withoutSection(text, 'Settings') : text} />}</Suspense>;
}
