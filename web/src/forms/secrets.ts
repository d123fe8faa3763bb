import type { FormField } from '@/api/generated/schema';
import { isSame } from './patch';
import { rowsOf, type Settings } from './settings';

/** Which secrets are set, by path: `apiKey`, `headers[1].to`. */
export type SetSecrets = Readonly<Record<string, boolean>>;

/**
 * Has a row a secret that it keeps when it is saved? The server finds it by the row's other members: one that is changed needs its secret anew.
 * @param saved The list as it is stored, without its secrets.
 */
export function keepsSecret(list: FormField, column: FormField, row: Settings, saved: unknown, secrets: SetSecrets): boolean {
  const secretColumns = new Set((list.columns ?? []).filter((c) => c.secret === true).map((c) => c.key));
  const plain = (of: Settings) => Object.fromEntries(Object.entries(of).filter(([key]) => !secretColumns.has(key)));
  return rowsOf(saved).some((one, place) => secrets[`${list.key}[${place}].${column.key}`] === true && isSame(plain(one), plain(row)));
}
