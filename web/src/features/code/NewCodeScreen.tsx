import { Container, Group, SegmentedControl, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useCreateCode, type CodeKind } from '@/api/code';
import { useWorkspaceId } from '@/api/workspace';
import { Loading } from '@/ui/Loading';
import { PageHead } from '@/ui/PageHead';
import { ServerForm } from '@/ui/ServerForm';
import { useServerForm } from '@/ui/useServerForm';
import { wordsOf } from './kinds';
import { CodeEditor } from './monaco';
import { emptyPage, templatesOf } from './templates';

/** A name and code to begin with. It is not in force with that. */
export function NewCodeScreen({ kind }: { kind: CodeKind }) {
  const { from } = useSearch({ strict: false });
  const templates = templatesOf(kind);
  const chosen = templates.find((t) => t.name === from);
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const create = useCreateCode(kind);
  const { form, ...sending } = useServerForm({ name: chosen?.name ?? '', description: '', code: chosen?.code ?? emptyPage(kind), language: 'javascript' }, async (values) => {
    const made = await create.mutateAsync(values);
    await navigate({ to: `/w/${workspaceId}/${kind}/${made.id}` });
  });
  const { name, code, language } = form.getValues();
  const begin = (with_: string | null) => {
    const template = templates.find((t) => t.name === with_);
    form.setFieldValue('code', template?.code ?? emptyPage(kind));
    if (name === '' || templates.some((t) => t.name === name)) {
      form.setFieldValue('name', template?.name ?? '');
    }

    void navigate({ to: '.', search: template ? { from: template.name } : {}, replace: true });
  };

  const words = wordsOf(kind);
  return (
    <Container size="lg" p={0} mx={0}>
      <PageHead title={words.add} />
      <ServerForm {...sending} label={`Add the ${words.one}`}>
        <Group align="flex-start" grow>
          <TextInput label="Name" required placeholder={kind === 'libraries' ? 'Text tools' : 'Mask e-mail'} {...form.getInputProps('name')} />
          <Select label="Begin with" placeholder="An empty page" data={templates.map((t) => t.name)} value={chosen?.name ?? null} clearable onChange={begin} />
        </Group>
        <Textarea label="What it is for" autosize minRows={1} {...form.getInputProps('description')} />
        <Stack gap={4}>
          <Group justify="space-between">
            <Text size="sm" fw={500}>
              Code
            </Text>
            <SegmentedControl
              size="xs"
              aria-label="Language"
              data={[
                { value: 'javascript', label: 'JavaScript' },
                { value: 'typescript', label: 'TypeScript' },
              ]}
              value={language}
              onChange={(value) => form.setFieldValue('language', value)}
            />
          </Group>
          <Suspense fallback={<Loading />}>
            <CodeEditor label="Code" value={code} language={language} onChange={(value) => form.setFieldValue('code', value)} height="360px" onSave={sending.send} />
          </Suspense>
          {form.errors.code !== undefined && (
            <Text size="sm" c="error" role="alert">
              {form.errors.code}
            </Text>
          )}
        </Stack>
      </ServerForm>
    </Container>
  );
}
