import { Alert, Button, Code, Group, Image, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { renderSVG } from 'uqr';
import { useConfirmSecondFactor } from '@/api/account';
import type { SecondFactorView } from '@/api/generated/schema';
import { ServerForm } from '@/ui/ServerForm';
import { useServerForm } from '@/ui/useServerForm';

/** The secret goes into the app, and a code of the app comes back; then there are recovery codes to keep. */
export function ConfirmApp({ begun, onDone }: { begun: SecondFactorView; onDone: () => void }) {
  const confirm = useConfirmSecondFactor();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const { form, ...sending } = useServerForm({ code: '' }, async ({ code }) => setCodes((await confirm.mutateAsync(code)).recoveryCodes));

  return codes === null ? (
    <Group align="start" wrap="wrap">
      <Image src={`data:image/svg+xml,${encodeURIComponent(renderSVG(begun.uri, { border: 2 }))}`} alt="A code for your app to scan" w={180} h={180} />
      <Stack flex={1} miw={240}>
        <Text size="sm">
          Scan this with an authenticator app, or type the secret into it: <Code>{begun.secret}</Code>
        </Text>
        <ServerForm {...sending} label="Confirm">
          <TextInput label="Code that the app shows" required autoComplete="one-time-code" inputMode="numeric" {...form.getInputProps('code')} />
        </ServerForm>
      </Stack>
    </Group>
  ) : (
    <Alert color="teal" title="The second factor is on" role="status">
      <Text size="sm" mb="xs">
        Keep these recovery codes where you find them without your phone. Each logs you in once. They are not shown again.
      </Text>
      <Code block>{codes.join('\n')}</Code>
      <Button mt="sm" onClick={onDone}>
        I have kept them
      </Button>
    </Alert>
  );
}
