import { Group, Select, Switch, TextInput, Tooltip } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { memo } from 'react';
import { useNames } from '@/api/names';
import { useGo } from '../useGo';
import { eventTypes } from './filters';

const route = getRouteApi('/inside/w/$workspaceId/events');

/** Which events are watched. Drawn when that changes, not with each step that arrives. */
export const LiveFilters = memo(function LiveFilters() {
  const { source, destination, type, name, user, failed, contents, grouped } = route.useSearch();
  const go = useGo();
  const { sources, destinations } = useNames();
  const choices = (things: readonly { id: string; name: string }[]) => things.map((one) => ({ value: one.id, label: one.name }));
  return (
    <Group gap="sm" align="center">
      <Select aria-label="Source" placeholder="Any source" clearable searchable data={choices(sources)} value={source ?? null} onChange={(picked) => go({ source: picked ?? undefined })} w={170} />
      <Select
        aria-label="Destination"
        placeholder="Any destination"
        clearable
        searchable
        data={choices(destinations)}
        value={destination ?? null}
        onChange={(picked) => go({ destination: picked ?? undefined })}
        w={180}
      />
      <Select aria-label="Type" placeholder="Any type" clearable data={[...eventTypes]} value={type ?? null} onChange={(picked) => go({ type: picked ?? undefined })} w={130} />
      <TextInput aria-label="Name of the event" placeholder="Name has …" value={name ?? ''} onChange={(event) => go({ name: event.currentTarget.value })} w={150} />
      <TextInput aria-label="User" placeholder="User or anonymous id" value={user ?? ''} onChange={(event) => go({ user: event.currentTarget.value })} w={190} />
      <Group gap="sm">
        <Switch label="Only failed" checked={failed === true} onChange={(event) => go({ failed: event.currentTarget.checked ? true : undefined })} />
        <Switch label="By event" checked={grouped === true} onChange={(event) => go({ grouped: event.currentTarget.checked ? true : undefined })} />
        <Tooltip label="Each event is sent to this page whole; at most 50 a second, the others are counted." multiline maw={260} position="bottom">
          <div>
            <Switch label="With contents" checked={contents === true} onChange={(event) => go({ contents: event.currentTarget.checked ? true : undefined })} />
          </div>
        </Tooltip>
      </Group>
    </Group>
  );
});
