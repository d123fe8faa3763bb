import { isObject, type Settings } from './settings';

/** Are two JSON values the same? The order of an object's members does not matter. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((one, i) => isSame(one, b[i]));
  }

  if (isObject(a) && isObject(b)) {
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every((key) => key in b && isSame(a[key], b[key]));
  }

  return a === b;
}

/**
 * A merge patch (RFC 7396) that makes `after` of `before`; null: nothing differs. Null in `after` takes away what `before` need not show: a secret.
 */
export function mergePatch(before: Settings, after: Settings): Settings | null {
  const patch: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [before[key], after[key]];
    if (is === undefined || is === null) {
      if (key in after || key in before) {
        if (is === null || was !== undefined) patch[key] = null;
      }
    } else if (isObject(was) && isObject(is)) {
      const inner = mergePatch(was, is);
      if (inner !== null) patch[key] = inner;
    } else if (!isSame(was, is)) {
      // An object in the place of something else is merged into nothing.
      patch[key] = is;
    }
  }

  return Object.keys(patch).length === 0 ? null : patch;
}

/** What somebody changed of a thing. */
export type Change = { key: string; before: unknown; after: unknown };

/** What differs, by its key; in the order of `after`. */
export function changesOf(before: Settings, after: Settings): Change[] {
  return [...new Set([...Object.keys(after), ...Object.keys(before)])]
    .filter((key) => !isSame(before[key], after[key]))
    .map((key) => ({ key, before: before[key], after: after[key] }));
}

/** Two people changed a thing: what each did, and what only one of them can have. */
export type Conflict = { key: string; base: unknown; mine: unknown; theirs: unknown };

/** Where both changed the same, and not to the same. */
export function conflictsOf(base: Settings, mine: Settings, theirs: Settings): Conflict[] {
  const other = new Set(changesOf(base, theirs).map((c) => c.key));
  return changesOf(base, mine)
    .filter(({ key }) => other.has(key) && !isSame(mine[key], theirs[key]))
    .map(({ key }) => ({ key, base: base[key], mine: mine[key], theirs: theirs[key] }));
}

/** Theirs with mine on top; where both changed the same, as `keepMine` says. */
export function mergeThree(base: Settings, mine: Settings, theirs: Settings, keepMine: ReadonlySet<string>): Settings {
  const inConflict = new Set(conflictsOf(base, mine, theirs).map((c) => c.key));
  const merged: Record<string, unknown> = { ...theirs };
  for (const { key, after } of changesOf(base, mine)) {
    if (!inConflict.has(key) || keepMine.has(key)) {
      merged[key] = after;
    }
  }

  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined));
}
