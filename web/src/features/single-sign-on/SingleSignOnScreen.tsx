import { Button, Card, Stack, Text } from '@mantine/core';
import { IconLogin, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { IssuerView } from '@/api/generated/schema';
import { issuersQuery } from '@/api/issuers';
import { useIsAdmin, useWorkspaceId } from '@/api/workspace';
import { CopyLine } from '@/ui/CopyLine';
import { Empty } from '@/ui/Empty';
import { Failed } from '@/ui/Failed';
import { Loading } from '@/ui/Loading';
import { PageHead } from '@/ui/PageHead';
import { IssuerCard } from './IssuerCard';
import { IssuerDialog } from './IssuerDialog';

/** Logging in with what the company has: Okta, OneLogin, any issuer of OpenID Connect. */
export function SingleSignOnScreen() {
  const workspaceId = useWorkspaceId();
  const isAdmin = useIsAdmin();
  const { data, error, refetch } = useQuery(issuersQuery(workspaceId));
  const [edited, setEdited] = useState<IssuerView | 'new' | null>(null);
  if (error) {
    return <Failed error={error} again={() => void refetch()} />;
  }

  if (!data) {
    return <Loading />;
  }

  const add = isAdmin && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited('new')}>
      Add an issuer
    </Button>
  );
  return (
    <>
      <PageHead title="Single sign-on">{data.items.length > 0 && add}</PageHead>
      <Stack maw={760}>
        {data.items.length === 0 ? (
          <Empty icon={<IconLogin aria-hidden />} title="People log in with their password" action={add}>
            With an issuer of OpenID Connect (Okta, OneLogin, Entra ID, Google, Keycloak …) they log in as everywhere else in your company, and leave when they leave it.
          </Empty>
        ) : (
          data.items.map((issuer) => <IssuerCard key={issuer.id} issuer={issuer} onEdit={() => setEdited(issuer)} />)
        )}
        <Card withBorder>
          <Text size="sm" mb={4}>
            At the issuer, register Pintle as a web application with this redirect address:
          </Text>
          <CopyLine value={data.redirectUri} what="the redirect address" />
        </Card>
      </Stack>
      {edited !== null && <IssuerDialog issuer={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </>
  );
}
