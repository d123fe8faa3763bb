import { Alert, Button, Stack } from '@mantine/core';
import type { ReactNode } from 'react';

type Props = { problem: string | null; isBusy: boolean; send: () => void; label: string; children: ReactNode; fullWidth?: boolean };

/** Fields, what the server says of the whole, and the button that sends. */
export function ServerForm({ problem, isBusy, send, label, children, fullWidth = false }: Props) {
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Stack>
        {problem !== null && (
          <Alert color="red" role="alert">
            {problem}
          </Alert>
        )}
        {children}
        <Button type="submit" loading={isBusy} fullWidth={fullWidth} style={fullWidth ? {} : { alignSelf: 'flex-start' }}>
          {label}
        </Button>
      </Stack>
    </form>
  );
}
