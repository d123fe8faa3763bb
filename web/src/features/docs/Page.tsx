import { Anchor, Breadcrumbs, Container } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { useWorkspaceId } from '@/api/workspace';
import { Loading } from '@/ui/Loading';
import { PageHead } from '@/ui/PageHead';
import { linkWithin } from './pages';

const Markdown = lazy(async () => ({ default: (await import('@/ui/Markdown')).Markdown }));

/** A page to read. Its links to other pages stay in the app. */
export function Page({ title, text }: { title: string; text: string }) {
  const home = `/w/${useWorkspaceId()}/docs`;
  return (
    <Container size="md" p={0} mx={0}>
      <Breadcrumbs mb="xs">
        <Anchor component={Link} to={home} size="sm">
          Guide
        </Anchor>
      </Breadcrumbs>
      <PageHead title={title} />
      <Suspense fallback={<Loading />}>
        <Markdown text={text} within={(href) => linkWithin(home, href)} />
        <ToTheAnchor key={text} />
      </Suspense>
    </Container>
  );
}

/** The page is there only now: what the address points at is shown. */
function ToTheAnchor() {
  useEffect(() => {
    const id = decodeURIComponent(window.location.hash.slice(1));
    if (id !== '') {
      document.getElementById(id)?.scrollIntoView();
    }
  }, []);
  return null;
}
