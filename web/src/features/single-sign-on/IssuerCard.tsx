import { Alert, Badge, Button, Card, Group, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { IssuerView } from '@/api/generated/schema';
import { useCheckIssuer, useDeleteIssuer } from '@/api/issuers';
import { useIsAdmin } from '@/api/workspace';
import { Confirm } from '@/ui/Confirm';
import { refused, told } from '@/ui/toasts';

/** One issuer: who gets in by it, and whether it answers. */
export function IssuerCard({ issuer, onEdit }: { issuer: IssuerView; onEdit: () => void }) {
  const isAdmin = useIsAdmin();
  const check = useCheckIssuer();
  const remove = useDeleteIssuer();
  const [asks, { open, close }] = useDisclosure();
  const who = issuer.joinRole === null ? 'Only who is a member, or invited, gets in.' : `Who was not invited becomes ${issuer.joinRole}.`;
  return (
    <Card withBorder>
      <Group justify="space-between" mb="xs">
        <Group gap="xs">
          <Title order={2} size="h5">
            {issuer.name}
          </Title>
          {!issuer.enabled && (
            <Badge color="gray" variant="light">
              off
            </Badge>
          )}
        </Group>
        {isAdmin && (
          <Group gap="xs">
            <Button size="xs" variant="default" loading={check.isPending} onClick={() => check.mutate(issuer.id, { onError: refused })}>
              Check
            </Button>
            <Button size="xs" variant="default" onClick={onEdit} aria-label={`Change ${issuer.name}`}>
              Change
            </Button>
            <Button size="xs" variant="light" color="red" onClick={open} aria-label={`Remove ${issuer.name}`}>
              Remove
            </Button>
          </Group>
        )}
      </Group>
      <Text size="sm">{issuer.issuer}</Text>
      <Text size="sm" c="dimmed">
        {who} {issuer.domains.length > 0 && `Addresses of ${issuer.domains.join(', ')} only.`}
      </Text>
      {check.data && (
        <Alert mt="sm" color={check.data.problem === null ? 'teal' : 'red'} role="status">
          {check.data.problem ?? `It answers, and has ${check.data.keys} ${check.data.keys === 1 ? 'key' : 'keys'}.`}
        </Alert>
      )}
      <Confirm opened={asks} onClose={close} title={`Remove ${issuer.name}?`} label="Remove" isBusy={remove.isPending} onConfirm={() => remove.mutate(issuer, { onError: refused, onSuccess: () => told('Nobody logs in by it any more.'), onSettled: close })}>
        Nobody logs in by it any more. Members stay; who has no password needs one.
      </Confirm>
    </Card>
  );
}
