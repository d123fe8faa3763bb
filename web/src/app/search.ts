/** Optional texts in the address's query. */
export function textOf<K extends string>(...names: K[]) {
  return (search: Record<string, unknown>) => Object.fromEntries(names.filter((name) => typeof search[name] === 'string').map((name) => [name, search[name]])) as Partial<Record<K, string>>;
}

/** The source that a destination is made for, and whether the guide to the first event goes on afterwards. */
export function forSource(search: Record<string, unknown>): { source?: string; then?: 'start' } {
  return { ...textOf('source')(search), ...(search.then === 'start' ? { then: 'start' } : {}) };
}

/** One of some words in the address's query, or none. */
export function oneOf<K extends string, W extends string>(name: K, words: readonly W[]) {
  return (search: Record<string, unknown>): Partial<Record<K, W>> => {
    const word = words.find((w) => w === search[name]);
    return word === undefined ? {} : ({ [name]: word } as Record<K, W>);
  };
}
