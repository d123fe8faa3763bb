import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { reasonOf } from '@/api/problem';

/** What was asked for can't be shown: why, and a way on. */
export function Failed({ error, again }: { error: unknown; again?: () => void }) {
  return (
    <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title="This can’t be shown" role="alert" m="md">
      <Group justify="space-between" align="center">
        <Text>{reasonOf(error)}</Text>
        {again && (
          <Button variant="default" onClick={again}>
            Try again
          </Button>
        )}
      </Group>
    </Alert>
  );
}
