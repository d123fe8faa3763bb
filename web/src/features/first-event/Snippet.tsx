import { Alert, Anchor, Box, Code, Group, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { addressesQuery } from '@/api/addresses';
import type { SourceView } from '@/api/generated/schema';
import { CopyIcon } from '@/ui/CopyIcon';
import { Failed } from '@/ui/Failed';
import { Loading } from '@/ui/Loading';
import classes from './FirstEvent.module.css';
import { wayOf, ways } from './snippets/all';

type Props = { source: SourceView; sdk: string | undefined; onPick: (sdk: string) => void };

/** What to paste to send as a source, by SDK, with everything filled in. */
export function Snippet({ source, sdk, onPick }: Props) {
  const { data: addresses, error, refetch } = useQuery(addressesQuery);
  const way = wayOf(sdk, source.type);
  if (error) {
    return <Failed error={error} again={() => void refetch()} />;
  }

  if (!addresses) {
    return <Loading />;
  }

  const { install, code, language } = way.write({ writeKey: source.writeKey, ...addresses });
  return (
    <Stack gap="md">
      <Group justify="space-between" align="end">
        <Select label="Send with" data={ways.map(({ id, label }) => ({ value: id, label }))} value={way.id} onChange={(picked) => picked !== null && onPick(picked)} allowDeselect={false} searchable w={260} />
        <Anchor href={way.docs} target="_blank" rel="noreferrer" size="sm">
          Documentation of the SDK
        </Anchor>
      </Group>
      <Copyable label="Install" text={install} what="how to install it" />
      <Copyable label="Send" text={code} what="the code" language={language} />
      {window.location.protocol === 'https:' && addresses.dataPlaneUrl.startsWith('http:') && (
        <Alert color="yellow" title="Browsers won’t send from a page with HTTPS to this address">
          Set gateway.publicUrl to the address, with https, by which SDKs reach the data plane.
        </Alert>
      )}
    </Stack>
  );
}

function Copyable({ label, text, what, language }: { label: string; text: string; what: string; language?: string }) {
  return (
    <Box>
      <Group justify="space-between" mb={4}>
        <Text size="sm" fw={500}>
          {label}
        </Text>
        <CopyIcon value={text} what={what} />
      </Group>
      <Code block tabIndex={0} role="region" aria-label={label} data-language={language} className={classes.code ?? ''}>
        {text}
      </Code>
    </Box>
  );
}
