import { Menu, type MenuProps } from '@mantine/core';
import { useCallback, useState } from 'react';
import type { MenuButton } from './HeaderMenu';

/** A menu that somebody opened before it was there: it opens now, and its button, which is another element now, is where the reader comes back to. */
export function OpenedMenu({ button: Button, children, ...props }: MenuProps & { button: MenuButton }) {
  const [opened, setOpened] = useState(false);
  const begin = useCallback((target: HTMLButtonElement | null) => {
    target?.focus();
    setOpened(target !== null);
  }, []);
  return (
    <Menu opened={opened} onChange={setOpened} {...props}>
      <Menu.Target>
        <Button ref={begin} />
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}
