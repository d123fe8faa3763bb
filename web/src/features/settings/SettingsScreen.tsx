import { Card, Stack, TextInput } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useIsAdmin, useRenameWorkspace, useWorkspaceId, workspaceQuery } from '@/api/workspace';
import { PageHead } from '@/ui/PageHead';
import { ServerForm } from '@/ui/ServerForm';
import { told } from '@/ui/toasts';
import { useServerForm } from '@/ui/useServerForm';
import { DataPlaneToken } from './DataPlaneToken';
import { Leave } from './Leave';
import { Transfer } from './Transfer';

/** The workspace as a whole. */
export function SettingsScreen() {
  const workspaceId = useWorkspaceId();
  const isAdmin = useIsAdmin();
  const { data: workspace } = useSuspenseQuery(workspaceQuery(workspaceId));
  const rename = useRenameWorkspace(workspace);
  const { form, ...sending } = useServerForm({ name: workspace.name }, async ({ name }) => {
    await rename.mutateAsync(name);
    told('Saved.');
  });

  return (
    <>
      <PageHead title="Workspace settings" />
      <Stack maw={760}>
        {isAdmin && (
          <Card withBorder>
            <ServerForm {...sending} label="Save">
              <TextInput label="Name of the workspace" required {...form.getInputProps('name')} />
            </ServerForm>
          </Card>
        )}
        {isAdmin && <DataPlaneToken />}
        <Transfer />
        <Leave name={workspace.name} />
      </Stack>
    </>
  );
}
