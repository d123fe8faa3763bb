import { Center, Loader, VisuallyHidden } from '@mantine/core';

export function Loading() {
  return (
    <Center mih={240} role="status">
      <Loader type="dots" />
      <VisuallyHidden>Loading …</VisuallyHidden>
    </Center>
  );
}
