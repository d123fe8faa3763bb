import { Button, Card, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useLeave } from '@/api/people';
import { Confirm } from '@/ui/Confirm';
import { refused, told } from '@/ui/toasts';

/** The way out of a workspace. */
export function Leave({ name }: { name: string }) {
  const [opened, { open, close }] = useDisclosure();
  const leave = useLeave();
  const navigate = useNavigate();
  const go = () =>
    leave.mutate(undefined, {
      onError: refused,
      onSuccess: () => {
        told(`You have left ${name}.`);
        void navigate({ to: '/account' });
      },
      onSettled: close,
    });

  return (
    <Card withBorder>
      <Group justify="space-between">
        <Text size="sm">Leave this workspace: you can’t see it any more, and your tokens of it are gone.</Text>
        <Button variant="light" color="red" onClick={open}>
          Leave
        </Button>
      </Group>
      <Confirm opened={opened} onClose={close} title={`Leave ${name}?`} label="Leave" isBusy={leave.isPending} onConfirm={go}>
        To come back you need another invitation.
      </Confirm>
    </Card>
  );
}
