import { Card, SegmentedControl, Title, useMantineColorScheme } from '@mantine/core';

const schemes = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'auto', label: 'As the system' },
] as const;

/** How Pintle looks in this browser. */
export function Appearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Card withBorder>
      <Title order={2} size="h5" mb="sm" id="appearance">
        Appearance
      </Title>
      <SegmentedControl aria-labelledby="appearance" data={[...schemes]} value={colorScheme} onChange={setColorScheme} />
    </Card>
  );
}
