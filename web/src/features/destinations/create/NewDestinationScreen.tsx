import { Card, Checkbox, Grid, Stack, Text, TextInput, Title } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { destinationTypeQuery } from '@/api/definitions';
import { useConnect } from '@/api/connections';
import { useCreateDestination } from '@/api/destinations';
import { sourcesQuery, useSourceKinds } from '@/api/sources';
import { elementId, type Problems } from '@/forms/problems';
import { ProblemSummary } from '@/forms/ProblemSummary';
import { filledIn, type Settings } from '@/forms/settings';
import { SettingsFields } from '@/forms/SettingsFields';
import { useSettings } from '@/forms/useSettings';
import { KindIcon } from '@/ui/KindIcon';
import { PageHead } from '@/ui/PageHead';
import { ServerForm } from '@/ui/ServerForm';
import { refused, told } from '@/ui/toasts';
import { useServerForm } from '@/ui/useServerForm';
import { AccountChoice } from '../AccountChoice';
import { Guide } from '../Guide';

const route = getRouteApi('/inside/w/$workspaceId/destinations/new/$type');

type Values = { name: string; settings: Settings; accountId: string | null; sources: string[] };

/** The settings of a new destination beside its guide, and the sources whose events it gets. */
export function NewDestinationScreen() {
  const { workspaceId, type } = route.useParams();
  const { source, then } = route.useSearch();
  const navigate = useNavigate();
  const { data: kind } = useSuspenseQuery(destinationTypeQuery(type));
  const { data: sources } = useSuspenseQuery(sourcesQuery(workspaceId));
  const kindOf = useSourceKinds();
  const create = useCreateDestination();
  const connect = useConnect();

  const { form, ...sending } = useServerForm<Values>({ name: kind.displayName, settings: {}, accountId: null, sources: source === undefined ? [] : [source] }, async ({ name, settings, accountId, sources: chosen }) => {
    const made = await create.mutateAsync({ name, type: kind.name, enabled: true, paused: false, settings: filledIn(settings), transformationId: null, accountId });
    const connected = await Promise.allSettled(chosen.map((sourceId) => connect.mutateAsync({ sourceId, destinationId: made.id, enabled: true, settings: {} })));
    connected.filter((one) => one.status === 'rejected').forEach((one) => refused(one.reason));
    told(`${made.name} is added.`);
    await (then === 'start' && source !== undefined
      ? navigate({ to: '/w/$workspaceId/start', params: { workspaceId }, search: { source, step: 'deliver' } })
      : navigate({ to: '/w/$workspaceId/destinations/$destinationId', params: { workspaceId, destinationId: made.id }, search: {} }));
  });
  const { settings } = form.getValues();
  const change = useSettings(form);
  const problems = form.errors as Problems;

  return (
    <>
      <PageHead title={`Add ${kind.displayName}`}>
        <KindIcon src={kind.icon} name={kind.displayName} />
      </PageHead>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Card withBorder padding="lg">
            <ServerForm {...sending} label="Add the destination">
              <ProblemSummary problems={problems} fields={kind.form} at="settings" />
              <TextInput label="Name" description="For you: how it is called in lists." required {...form.getInputProps('name')} id={elementId('name')} />
              <AccountChoice type={kind.name} value={form.getValues().accountId} onChange={(id) => form.setFieldValue('accountId', id)} problem={problems.accountId} />
              <SettingsFields fields={kind.form} settings={settings} onChange={change} problems={problems} at="settings" />
              <Checkbox.Group label="Sources" description="Their events go to this destination from now on. You can connect others later." {...form.getInputProps('sources')}>
                <Stack gap="xs" mt="xs">
                  {sources.map((one) => (
                    <Checkbox key={one.id} value={one.id} label={one.name} description={kindOf(one.type)?.displayName ?? one.type} />
                  ))}
                  {sources.length === 0 && (
                    <Text size="sm" c="dimmed">
                      There are no sources yet.
                    </Text>
                  )}
                </Stack>
              </Checkbox.Group>
            </ServerForm>
          </Card>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Card withBorder padding="lg" component="aside" aria-label="Guide">
            <Title order={2} size="h5" mb="sm">
              Guide
            </Title>
            <Guide type={kind.name} besideForm />
          </Card>
        </Grid.Col>
      </Grid>
    </>
  );
}
