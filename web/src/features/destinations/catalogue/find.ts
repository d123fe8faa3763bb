import type { DestinationDefinitionEntry } from '@/api/generated/schema';

export type Category = DestinationDefinitionEntry['category'];

/** What people read for a category. */
export const categories: Readonly<Record<Category, string>> = {
  analytics: 'Analytics',
  marketing: 'Marketing and messaging',
  advertising: 'Advertising',
  crm: 'CRM',
  support: 'Support',
  teamChat: 'Team chat',
  pipelines: 'Webhooks and pipelines',
  other: 'Other',
};

const plain = (text: string) => text.toLowerCase().normalize('NFKD').replaceAll(/[^a-z0-9]+/g, ' ').trim();

/** How well a kind answers a search: 0 not at all; a name that begins so is best, then a word of a name, then other words for it. */
function score(type: DestinationDefinitionEntry, search: string): number {
  const wanted = plain(search);
  if (wanted === '') {
    return 1;
  }

  const names = [type.displayName, type.name, ...type.aliases].map(plain);
  const others = [...type.synonyms, categories[type.category]].map(plain);
  const holdsAll = (text: string) => wanted.split(' ').every((word) => text.split(' ').some((one) => one.startsWith(word)));
  const isIn = (text: string) => text.replaceAll(' ', '').includes(wanted.replaceAll(' ', ''));
  return names.some((name) => name.startsWith(wanted)) ? 4 : names.some(holdsAll) ? 3 : names.some(isIn) ? 2 : [...others, `${names.join(' ')} ${others.join(' ')}`].some(holdsAll) ? 1 : 0;
}

/** The kinds that answer a search, the best first; else by name. */
export function find(types: readonly DestinationDefinitionEntry[], search: string): DestinationDefinitionEntry[] {
  return types
    .map((type) => ({ type, score: score(type, search) }))
    .filter((one) => one.score > 0)
    .sort((a, b) => b.score - a.score || a.type.displayName.localeCompare(b.type.displayName))
    .map((one) => one.type);
}

/** How many there are of each category, the most first. */
export function countsOf(types: readonly DestinationDefinitionEntry[]): { category: Category; count: number }[] {
  const counts = new Map<Category, number>();
  for (const { category } of types) {
    counts.set(category, (counts.get(category) ?? 0) + 1);
  }

  return [...counts].map(([category, count]) => ({ category, count })).sort((a, b) => b.count - a.count || categories[a.category].localeCompare(categories[b.category]));
}
