import { Button, Group } from '@mantine/core';

type Pages = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> };

/** The next page of a list, where there is one. */
export function ShowMore({ pages, label = 'Show more' }: { pages: Pages; label?: string }) {
  return (
    pages.hasNextPage && (
      <Group justify="center" p="sm">
        <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {label}
        </Button>
      </Group>
    )
  );
}
