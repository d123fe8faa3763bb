import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconLock, IconUserMinus } from '@tabler/icons-react';
import type { MemberView } from '@/api/generated/schema';

/** What an administrator can do for a member. */
export function MemberMenu({ member, onReset, onRemove }: { member: MemberView; onReset: () => void; onRemove: () => void }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`More about ${member.name}`}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconLock size={16} aria-hidden />} onClick={onReset}>
          Link for a new password
        </Menu.Item>
        <Menu.Item color="red" leftSection={<IconUserMinus size={16} aria-hidden />} onClick={onRemove}>
          Remove
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
