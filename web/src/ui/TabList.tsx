import { Tabs } from '@mantine/core';

/** The tabs of a page. @param tabs Words by value. */
export function TabList({ tabs }: { tabs: Readonly<Record<string, string>> }) {
  return (
    <Tabs.List mb="md">
      {Object.entries(tabs).map(([value, label]) => (
        <Tabs.Tab key={value} value={value}>
          {label}
        </Tabs.Tab>
      ))}
    </Tabs.List>
  );
}
