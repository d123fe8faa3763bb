import { ActionIcon } from '@mantine/core';
import { IconUserCircle } from '@tabler/icons-react';
import { HeaderMenu, type MenuButtonProps } from './HeaderMenu';

const load = () => import('./PersonItems').then((module) => module.PersonItems);

/** Who is logged in, how it looks, and the way out. */
export function PersonMenu() {
  return <HeaderMenu button={PersonButton} load={load} />;
}

function PersonButton(props: MenuButtonProps) {
  return (
    <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Your account" {...props}>
      <IconUserCircle stroke={1.6} />
    </ActionIcon>
  );
}
