import { expect, test } from 'vitest';
import { allPages } from './pages';

test('every page of a list is read, each after the one before', async () => {
  const asked: unknown[] = [];
  const pages: Record<string, { items: number[]; next: string | null }> = { '': { items: [1, 2], next: 'b' }, b: { items: [3], next: null } };
  const items = await allPages((after) => {
    asked.push(after);
    return Promise.resolve(pages[after.after ?? ''] ?? { items: [], next: null });
  });
  expect(items).toEqual([1, 2, 3]);
  expect(asked).toEqual([{}, { after: 'b' }]);
});
