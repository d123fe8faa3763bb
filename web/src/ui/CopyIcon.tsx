import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';

const SMALL = { button: 'sm', icon: 14 } as const;
const USUAL = { button: 'md', icon: 16 } as const;

/** Takes a text along, and says that it did. @param what It is, as the button's name ends. */
export function CopyIcon({ value, what, small = false }: { value: string; what: string; small?: boolean }) {
  const size = small ? SMALL : USUAL;
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? 'Copied' : 'Copy'}>
          <ActionIcon variant="subtle" color="gray" size={size.button} onClick={copy} aria-label={`Copy ${what}`}>
            {copied ? <IconCheck size={size.icon} aria-hidden /> : <IconCopy size={size.icon} aria-hidden />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  );
}
