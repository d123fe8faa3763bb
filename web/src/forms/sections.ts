import type { FormField } from '@/api/generated/schema';
import { isNeeded, isShown, type Settings } from './settings';

export type Section = { title: string; fields: FormField[] };

/** The settings that matter now, in groups: what it can't do without, how it behaves, and the lists that say which events become what. */
export function sectionsOf(fields: readonly FormField[], settings: Settings): Section[] {
  const shown = fields.filter((field) => isShown(field, fields, settings));
  // What others depend on stands with them.
  const decides = new Set(fields.filter((f) => isNeeded(f)).map((f) => f.when?.key));
  const isBasic = (field: FormField) => isNeeded(field) || field.secret === true || decides.has(field.key);
  const isList = (field: FormField) => field.kind === 'names' || field.kind === 'rows';
  return [
    { title: 'Connection', fields: shown.filter(isBasic) },
    { title: 'Options', fields: shown.filter((f) => !isBasic(f) && !isList(f)) },
    { title: 'Events and fields', fields: shown.filter((f) => !isBasic(f) && isList(f)) },
  ].filter((section) => section.fields.length > 0);
}
