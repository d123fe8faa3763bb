import type { GuideView } from '@/api/generated/schema';

/** A page that was found, and the words around what was looked for. */
export type Found = { name: string; title: string; excerpt: string };

const AROUND = 60;

/** What there is to read first, in this order; the rest comes after by title. */
const order = ['event-spec', 'control-plane', 'user-transformations', 'watching', 'where-is-my-event', 'operating'];

const placeOf = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);

/** Markdown as the words of it. */
const wordsOf = (markdown: string) =>
  markdown
    .replaceAll(/<!--.*?-->/gs, '')
    .replaceAll(/\]\([^)]*\)/g, '')
    .replaceAll(/[`*|#>[\]]|-{3,}/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** The same without tables and code, whose words make no sentences; all of it where there is nothing else. */
function proseOf(markdown: string, title: string): string {
  const prose = wordsOf(markdown.replaceAll(/```.*?```/gs, '').replaceAll(/^\|.*$/gm, ''));
  return prose.length > title.length ? prose : wordsOf(markdown);
}

/** Pages in which all words of a search are, those with them in their title first; without a search all. */
export function findPages(pages: readonly GuideView[], search: string): Found[] {
  const wanted = search.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const inTitle = ({ title }: { title: string }) => wanted.length > 0 && wanted.every((word) => title.toLowerCase().includes(word));
  return pages
    .map(({ name, title, text }) => ({ name, title, words: (wanted.length === 0 ? proseOf(text, title) : wordsOf(text)).slice(title.length).trim() }))
    .filter(({ title, words }) => wanted.every((word) => `${title} ${words}`.toLowerCase().includes(word)))
    .sort((a, b) => Number(inTitle(b)) - Number(inTitle(a)) || placeOf(a.name) - placeOf(b.name) || a.title.localeCompare(b.title))
    .map(({ name, title, words }) => ({ name, title, excerpt: excerptOf(words, wanted[0]) }));
}

/** The words around the first place of one, or the beginning. */
function excerptOf(words: string, wanted: string | undefined): string {
  const at = wanted === undefined ? -1 : words.toLowerCase().indexOf(wanted);
  const from = Math.max(0, at - AROUND);
  const excerpt = words.slice(from, from + AROUND * 3);
  return `${from > 0 ? '… ' : ''}${excerpt}${from + excerpt.length < words.length ? ' …' : ''}`;
}

/** Where a link of a page leads within the app; null: out of it. @param home Address of the guide's first page. */
export function linkWithin(home: string, href: string): { to: string; hash?: string } | null {
  const found = /^(?:\.\/|\.\.\/guide\/|\.\.\/reference\/)?([\w-]+)\.md(?:#(.*))?$/.exec(href);
  const kind = /^(?:\.\.\/reference\/)?destinations\/([\w-]+)\.md(?:#(.*))?$/.exec(href);
  const [to, hash] = kind ? [`${home}/destinations/${kind[1] ?? ''}`, kind[2]] : [`${home}/${found?.[1] ?? ''}`, found?.[2]];
  return found === null && kind === null ? null : { to, ...(hash === undefined ? {} : { hash }) };
}
