type Page<T> = { items: T[]; next: null | string };

/** Every item of a list that the server cuts in pages. */
export async function allPages<T>(read: (after: { after?: string }) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  for (let page = await read({}); ; page = await read({ after: page.next })) {
    items.push(...page.items);
    if (page.next === null) {
      return items;
    }
  }
}
