import { Burger, Group, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { Link, Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useWorkspaceId } from '@/api/workspace';
import { Navigation } from './Navigation';
import { openPalette } from './palette-store';
import { PersonMenu } from './PersonMenu';
import classes from './Shell.module.css';
import { WorkspaceMenu } from './WorkspaceMenu';

const Palette = lazy(() => import('./Palette').then((module) => ({ default: module.Palette })));

/** What stands around every page of a workspace. Plain elements: the first page is drawn with it. */
export function Shell() {
  const [opened, { toggle, close }] = useDisclosure();
  const workspaceId = useWorkspaceId();
  // Once it is there it listens to the keys itself.
  const [isAsked, setIsAsked] = useState(false);
  const ask = () => {
    setIsAsked(true);
    openPalette();
  };
  useHotkeys(isAsked ? [] : [['mod+K', ask]], []);
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#content">
        To the content
      </a>
      <header className={classes.header}>
        <Group gap="sm" wrap="nowrap">
          <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label="Navigation" />
          <Link to="/w/$workspaceId/connections" params={{ workspaceId }} className={classes.brand}>
            <img src="/favicon.svg" alt="" width={24} height={24} />
            Pintle
          </Link>
          <WorkspaceMenu />
        </Group>
        <Group gap="sm" wrap="nowrap">
          <UnstyledButton className={classes.search} onClick={ask} visibleFrom="xs">
            <IconSearch size={16} aria-hidden />
            <Text size="sm">Go to or do …</Text>
            <kbd>Ctrl K</kbd>
          </UnstyledButton>
          <PersonMenu />
        </Group>
      </header>
      <Navigation isOpen={opened} onGo={close} />
      <main id="content" tabIndex={-1} className={classes.content}>
        <Outlet />
      </main>
      <Suspense>{isAsked && <Palette />}</Suspense>
    </div>
  );
}
