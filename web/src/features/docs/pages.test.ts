import { expect, test } from 'vitest';
import { findPages, linkWithin } from './pages';

const pages = [
  { name: 'operating', title: 'Operating', text: '# Operating\n\nBack up the **keys** with the database.' },
  { name: 'glossary', title: 'Words', text: '# Words\n\n| word | meaning |\n|---|---|\n| lane | a partition |' },
  { name: 'event-spec', title: 'Events', text: '# Events\n\nWhat an [event](other.md) is made of: keys and values.' },
];

test('without a search all pages are there, what to read first first', () => {
  expect(findPages(pages, '').map(({ name }) => name)).toEqual(['event-spec', 'operating', 'glossary']);
});

test('all words have to be on a page, in whatever case', () => {
  expect(findPages(pages, 'KEYS').map(({ name }) => name)).toEqual(['event-spec', 'operating']);
  expect(findPages(pages, 'keys database').map(({ name }) => name)).toEqual(['operating']);
  expect(findPages(pages, 'no such thing')).toEqual([]);
});

test('a page with the words in its title comes first', () => {
  expect(findPages(pages, 'word').map(({ name }) => name)[0]).toBe('glossary');
});

test('the excerpt has words, no signs of Markdown', () => {
  expect(findPages(pages, 'partition')[0]?.excerpt).toBe('word meaning lane a partition');
  expect(findPages(pages, '')[0]?.excerpt).toBe('What an event is made of: keys and values.');
  const mixed = { name: 'plane', title: 'Plane', text: '# Plane\n\nIt comes from:\n\n| file | then |\n|---|---|\n\n```sh\npintle serve\n```\n\nOne of them.' };
  expect(findPages([mixed], '')[0]?.excerpt).toBe('It comes from: One of them.');
});

test('links between pages stay in the app; others lead out of it', () => {
  expect(linkWithin('/w/ws_1/docs', 'watching.md')).toEqual({ to: '/w/ws_1/docs/watching' });
  expect(linkWithin('/w/ws_1/docs', '../reference/metrics.md#alerts')).toEqual({ to: '/w/ws_1/docs/metrics', hash: 'alerts' });
  expect(linkWithin('/w/ws_1/docs', '../reference/destinations/GA4.md')).toEqual({ to: '/w/ws_1/docs/destinations/GA4' });
  expect(linkWithin('/w/ws_1/docs', 'https://shop.example/a.md')).toBeNull();
  expect(linkWithin('/w/ws_1/docs', '#alerts')).toBeNull();
});
