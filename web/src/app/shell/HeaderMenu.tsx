import { useState, type ComponentProps, type ComponentType } from 'react';
import { refused } from '@/ui/toasts';

/** What a menu tells its button. */
export type MenuButtonProps = Omit<ComponentProps<'button'>, 'color' | 'disabled' | 'style'>;
export type MenuButton = ComponentType<MenuButtonProps>;
type OpenedMenu = ComponentType<{ button: MenuButton }>;
type Props = { button: MenuButton; load: () => Promise<OpenedMenu> };

/** The button of a menu that comes when somebody is about to open it: the first page is drawn without. */
export function HeaderMenu({ button: Button, load }: Props) {
  const [Menu, setMenu] = useState<OpenedMenu>();
  if (Menu !== undefined) {
    return <Menu button={Button} />;
  }

  // What does not come now is told when it is asked for.
  const prepare = () => void load().catch(() => undefined);
  const open = () => void load().then((menu) => setMenu(() => menu), refused);
  return <Button aria-haspopup="menu" aria-expanded={false} onPointerEnter={prepare} onFocus={prepare} onClick={open} />;
}
