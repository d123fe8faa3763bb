import { Menu, Text, useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconLogout, IconMoon, IconSun, IconUserCircle } from '@tabler/icons-react';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useLogOut, useSession } from '@/api/session';
import { refused } from '@/ui/toasts';
import type { MenuButton } from './HeaderMenu';
import { OpenedMenu } from './OpenedMenu';

const schemes = [
  { value: 'light', label: 'Light', icon: IconSun },
  { value: 'dark', label: 'Dark', icon: IconMoon },
  { value: 'auto', label: 'As the system', icon: IconDeviceDesktop },
] as const;

/** The menu of {@link PersonMenu}. */
export function PersonItems({ button }: { button: MenuButton }) {
  const { user } = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const logOut = useLogOut();
  const navigate = useNavigate();
  // Who is a member of no workspace stands outside of all.
  const { workspaceId } = useParams({ strict: false });
  return (
    <OpenedMenu button={button} position="bottom-end" width={220}>
      <Menu.Label>
        <Text size="sm" fw={600} c="var(--mantine-color-text)">
          {user.name}
        </Text>
        {user.email}
      </Menu.Label>
      <Menu.Item leftSection={<IconUserCircle size={16} aria-hidden />} renderRoot={(props) => (workspaceId === undefined ? <Link to="/account" {...props} /> : <Link to="/w/$workspaceId/account" params={{ workspaceId }} {...props} />)}>
        Account
      </Menu.Item>
      <Menu.Divider />
      {schemes.map(({ value, label, icon: Icon }) => (
        <Menu.Item key={value} leftSection={<Icon size={16} aria-hidden />} aria-current={colorScheme === value} fw={colorScheme === value ? 600 : 400} onClick={() => setColorScheme(value)}>
          {label}
        </Menu.Item>
      ))}
      <Menu.Divider />
      <Menu.Item
        leftSection={<IconLogout size={16} aria-hidden />}
        onClick={() => logOut.mutate(undefined, { onSuccess: () => void navigate({ to: '/log-in' }), onError: refused })}
      >
        Log out
      </Menu.Item>
    </OpenedMenu>
  );
}
