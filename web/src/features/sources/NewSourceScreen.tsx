import { Container, SimpleGrid, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { sourceTypesQuery, useCreateSource } from '@/api/sources';
import { useWorkspaceId } from '@/api/workspace';
import { KindIcon } from '@/ui/KindIcon';
import { PageHead } from '@/ui/PageHead';
import { ServerForm } from '@/ui/ServerForm';
import { useServerForm } from '@/ui/useServerForm';
import classes from './NewSourceScreen.module.css';

/** A kind, a name, and there is a write key. */
export function NewSourceScreen() {
  const { data: types } = useSuspenseQuery(sourceTypesQuery);
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const create = useCreateSource();
  const { form, ...sending } = useServerForm({ name: '', type: 'Javascript' }, async (values) => {
    const source = await create.mutateAsync(values);
    await navigate({ to: '/w/$workspaceId/sources/$sourceId', params: { workspaceId, sourceId: source.id } });
  });
  const { type } = form.getValues();

  return (
    <Container size="md" p={0} mx={0}>
      <PageHead title="Add a source" />
      <ServerForm {...sending} label="Add the source">
        <fieldset className={classes.kinds}>
          <Text component="legend" fw={500} size="sm" mb={4}>
            Where do the events come from?
          </Text>
          <SimpleGrid cols={{ base: 2, xs: 3, md: 5 }} spacing="xs">
            {types.map(({ name, displayName, icon }) => (
              <UnstyledButton key={name} className={classes.kind} aria-pressed={name === type} onClick={() => form.setFieldValue('type', name)}>
                <KindIcon src={icon ?? undefined} name={displayName} size={28} />
                {displayName}
              </UnstyledButton>
            ))}
          </SimpleGrid>
        </fieldset>
        <TextInput label="Name" required placeholder="Shop website" maw={420} {...form.getInputProps('name')} />
      </ServerForm>
    </Container>
  );
}
