import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { memo } from 'react';
import { PageHead } from '@/ui/PageHead';
import { useLook } from './useConnections';

const views = [
  { label: 'Graph', view: undefined },
  { label: 'Table', view: 'table' },
] as const;

type Props = { isEmpty: boolean; mayEdit: boolean; onConnect: (isConnecting: true) => void };

/** The title of the connections and how to look at them. It is not drawn anew for a letter that is typed below it. */
export const Head = memo(function Head({ isEmpty, mayEdit, onConnect }: Props) {
  const { search, look } = useLook();
  return (
    <PageHead title="Connections">
      {!isEmpty && (
        <Button.Group aria-label="View">
          {views.map(({ label, view }) => (
            <Button key={label} variant={search.view === view ? 'light' : 'default'} aria-pressed={search.view === view} onClick={() => look({ view, after: undefined })}>
              {label}
            </Button>
          ))}
        </Button.Group>
      )}
      {!isEmpty && mayEdit && (
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => onConnect(true)}>
          Connect …
        </Button>
      )}
    </PageHead>
  );
});
