import { Alert, Anchor, Button, Group } from '@mantine/core';
import { IconArrowsSplit2, IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { useMayEdit, useWorkspaceId } from '@/api/workspace';
import { StartButton } from '@/features/first-event/StartButton';
import { Empty } from '@/ui/Empty';
import { Failed } from '@/ui/Failed';
import { Loading } from '@/ui/Loading';
import { Filters } from './Filters';
import { find, findEdges } from './find';
import { Graph } from './graph/Graph';
import { Head } from './Head';
import { minutesFor } from './ready';
import { useConnections, useLook } from './useConnections';
import { useTyped } from './useTyped';

// What is not looked at first comes later.
const ConnectionTable = lazy(() => import('./ConnectionTable').then((module) => ({ default: module.ConnectionTable })));
const ConnectionPanel = lazy(() => import('./ConnectionPanel').then((module) => ({ default: module.ConnectionPanel })));
const ConnectDialog = lazy(() => import('./ConnectDialog').then((module) => ({ default: module.ConnectDialog })));

/** The start of a workspace: what sends where, and how it goes. */
export function ConnectionsScreen() {
  const { search, look } = useLook();
  const mayEdit = useMayEdit();
  const [isConnecting, setIsConnecting] = useState(false);
  const isTable = search.view === 'table';
  const { model, minutes, error, isLive, again } = useConnections(minutesFor(search));
  const openEdge = useCallback((edge: string) => look({ edge }), [look]);
  const [q, setText] = useTyped(search.q ?? '', (typed) => look({ q: typed === '' ? undefined : typed, after: undefined }));
  const { state, type } = search;
  const wanted = useMemo(() => ({ q, ...(state === undefined ? {} : { state }), ...(type === undefined ? {} : { type }) }), [q, state, type]);
  const found = useMemo(() => (model && !isTable ? find(model, wanted) : null), [model, isTable, wanted]);
  const foundEdges = useMemo(() => (model && isTable ? findEdges(model.edges, wanted) : []), [model, isTable, wanted]);

  if (error !== undefined) {
    return <Failed error={error} again={again} />;
  }

  if (!model) {
    return <Loading />;
  }

  const open = model.edges.find((edge) => edge.id === search.edge);
  const isEmpty = model.sources.length === 0 || model.destinations.length === 0;
  return (
    <>
      <Head isEmpty={isEmpty} mayEdit={mayEdit} onConnect={setIsConnecting} />
      {!isLive && !isEmpty && (
        <Alert color="yellow" mb="sm" role="status">
          Figures are not shown: the data plane of this server does not answer, or serves another workspace.
        </Alert>
      )}
      {isEmpty ? (
        <First hasSources={model.sources.length > 0} />
      ) : (
        <>
          <Filters model={model} found={isTable ? foundEdges.length : found === null ? null : found.size} isTable={isTable} text={q} onType={setText} />
          <Suspense fallback={<Loading />}>
            {isTable ? (
              <ConnectionTable edges={foundEdges} />
            ) : (
              <Graph shows={q} model={model} found={found} minutes={minutes} mayEdit={mayEdit} openEdge={search.edge} onOpenEdge={openEdge} />
            )}
          </Suspense>
        </>
      )}
      <Suspense>
        {open !== undefined && <ConnectionPanel edge={open} minutes={minutes} mayEdit={mayEdit} onClose={() => look({ edge: undefined })} />}
        {isConnecting && <ConnectDialog model={model} onClose={() => setIsConnecting(false)} />}
      </Suspense>
    </>
  );
}

/** What comes first: a source, then a destination. */
function First({ hasSources }: { hasSources: boolean }) {
  const workspaceId = useWorkspaceId();
  const mayEdit = useMayEdit();
  const what = hasSources ? 'destination' : 'source';
  return (
    <Empty
      icon={<IconArrowsSplit2 aria-hidden />}
      title={hasSources ? 'No destinations yet' : 'No sources yet'}
      action={
        mayEdit && (
          <Group mt="xs" justify="center">
            <StartButton />
            <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} renderRoot={(props) => <Link to={`/w/${workspaceId}/${what}s/new`} {...props} />}>
              {`Add a ${what}`}
            </Button>
            {!hasSources && (
              <Anchor component={Link} to={`/w/${workspaceId}/destinations/new`} size="sm">
                or a destination first
              </Anchor>
            )}
          </Group>
        )
      }
    >
      {hasSources
        ? 'A destination is where events go: an analytics tool, a warehouse, a webhook. Connect a source to it, and events flow.'
        : 'A source is where events come from: a website, an app or a server. Here you see what sends where, how much, and what fails.'}
    </Empty>
  );
}
