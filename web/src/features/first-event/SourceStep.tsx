import { Alert, Button, Card, Group, SimpleGrid, Stack, Text, TextInput, Title, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { sourcesQuery, sourceTypesQuery, useCreateSource } from '@/api/sources';
import type { SourceType } from '@/api/generated/schema';
import { useMayEdit, useWorkspaceId } from '@/api/workspace';
import { Failed } from '@/ui/Failed';
import { KindIcon } from '@/ui/KindIcon';
import { Loading } from '@/ui/Loading';
import { ServerForm } from '@/ui/ServerForm';
import { useServerForm } from '@/ui/useServerForm';
import classes from './FirstEvent.module.css';
import type { Search } from './steps';

type Props = { search: Search; go: (next: Search) => void };

/** A new source, or one that is there. */
export function SourceStep({ search, go }: Props) {
  const mayEdit = useMayEdit();
  const { data: types, error, refetch } = useQuery(sourceTypesQuery);
  if (error) {
    return <Failed error={error} again={() => void refetch()} />;
  }

  const chosen = types?.find(({ name }) => name === search.type);
  return (
    <Stack gap="lg">
      {mayEdit ? (
        <Card withBorder padding="lg">
          <Title order={2} size="h4" mb="sm">
            What do your events come from?
          </Title>
          {types ? (
            <SimpleGrid cols={{ base: 2, xs: 3, sm: 4, lg: 6 }} spacing="xs">
              {types.map(({ name, displayName, icon }) => (
                <UnstyledButton key={name} className={classes.kind} aria-pressed={name === search.type} onClick={() => go({ type: name })}>
                  <KindIcon src={icon ?? undefined} name={displayName} size={28} />
                  <Text size="sm">{displayName}</Text>
                </UnstyledButton>
              ))}
            </SimpleGrid>
          ) : (
            <Loading />
          )}
          {chosen && <NameForm key={chosen.name} type={chosen} go={go} />}
        </Card>
      ) : (
        <Alert color="gray">You are a viewer of this workspace: editors add sources. You can look at one that is there.</Alert>
      )}
      <Existing go={go} />
    </Stack>
  );
}

function NameForm({ type, go }: { type: SourceType; go: (next: Search) => void }) {
  const create = useCreateSource();
  const { form, ...sending } = useServerForm({ name: `My ${type.displayName} source`, type: type.name }, async (values) => {
    const source = await create.mutateAsync(values);
    go({ source: source.id, step: 'send' });
  });
  return (
    <div className={classes.form}>
      <ServerForm {...sending} label="Add the source">
        <TextInput label="Name" description="For you: how it is called in lists." required maw={420} {...form.getInputProps('name')} />
      </ServerForm>
    </div>
  );
}

function Existing({ go }: { go: (next: Search) => void }) {
  const { data: sources = [] } = useQuery(sourcesQuery(useWorkspaceId()));
  return (
    sources.length > 0 && (
      <Card withBorder padding="lg">
        <Title order={2} size="h5" mb="sm">
          Or use one that you have
        </Title>
        <Group gap="xs">
          {sources.map(({ id, name }) => (
            <Button key={id} variant="default" onClick={() => go({ source: id, step: 'send' })}>
              {name}
            </Button>
          ))}
        </Group>
      </Card>
    )
  );
}
