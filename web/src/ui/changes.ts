/** A member that is other than it was. */
export type Changed = { path: string; before: unknown; after: unknown };

/** What differs between two views, member by member; objects are looked into, lists are compared whole. */
export function changesOf(before: unknown, after: unknown, path = ''): Changed[] {
  if (isObject(before) || isObject(after)) {
    const [was, is] = [isObject(before) ? before : {}, isObject(after) ? after : {}];
    return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((name) => changesOf(was[name], is[name], path === '' ? name : `${path}.${name}`));
  }

  return JSON.stringify(before ?? null) === JSON.stringify(after ?? null) ? [] : [{ path, before, after }];
}

/** A value in one line; undefined: it was not there. */
export function shortOf(value: unknown): string {
  return value === undefined || value === null ? '–' : typeof value === 'string' ? value : JSON.stringify(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
