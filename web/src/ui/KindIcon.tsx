import { Avatar } from '@mantine/core';

/** The icon of a kind of source or destination; letters when there is none. */
export function KindIcon({ src, name, size = 32 }: { src: string | undefined; name: string; size?: number }) {
  // The name stands beside it.
  return <Avatar src={src ?? null} name={name} color="initials" radius="md" size={size} alt="" imageProps={{ loading: 'lazy' }} aria-hidden />;
}
