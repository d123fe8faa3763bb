import { Button, Group, Modal, Text } from '@mantine/core';

/** Somebody goes away from what is not saved. */
export function LeaveModal({ stay, leave }: { stay: () => void; leave: () => void }) {
  return (
    <Modal opened onClose={stay} title="Leave without saving?" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Text mb="lg">What you have written since the last save would be lost.</Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={stay}>
          Stay
        </Button>
        <Button color="red.9" onClick={leave}>
          Leave
        </Button>
      </Group>
    </Modal>
  );
}
