import { AppShell, Burger, Group, Text, UnstyledButton } from '@mantine/core';
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

/** What stands around every page of a workspace. */
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
    <AppShell header={{ height: 56 }} navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: !opened } }} padding="lg">
      <a className={classes.skip} href="#content">
        To the content
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
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
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs">
        <Navigation onGo={close} />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <Outlet />
      </AppShell.Main>
      <Suspense>{isAsked && <Palette />}</Suspense>
    </AppShell>
  );
}
