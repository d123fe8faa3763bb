import type { FormField } from '@/api/generated/schema';

/** Settings by their keys, as they are stored. */
export type Settings = Readonly<Record<string, unknown>>;

// As the server has it (DynamicSettings).
const DYNAMIC = /^\s*\{\{\s*[A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*\s*\|\|[\s\S]*\}\}\s*$/;

/** Is it a text that takes its value from the event: `{{ event.properties.plan || free }}`? */
export function isDynamic(value: unknown): boolean {
  return typeof value === 'string' && DYNAMIC.test(value);
}

/** As good as absent: a person has filled in nothing. */
export function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

/** What a setting is: what was filled in, or its default. */
export function effective(field: FormField, settings: Settings): unknown {
  const given = settings[field.key];
  return isBlank(given) ? field.default : given;
}

/** Does a setting matter now? One that depends on another looks at that one's value, or its default. */
export function isShown(field: FormField, fields: readonly FormField[], settings: Settings): boolean {
  const { when } = field;
  const parent = when && fields.find((f) => f.key === when.key);
  if (!when || !parent) {
    return true;
  }

  const value = effective(parent, settings);
  return isDynamic(value) || when.values.includes(textOf(value ?? (parent.kind === 'switch' ? false : '')).trim());
}

/** Must a person fill it in, as things are? */
export function isNeeded(field: FormField): boolean {
  return field.required === true || field.needed === true;
}

/** A value as text; what is not text as JSON. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : isBlank(value) ? '' : JSON.stringify(value);
}

/** A switch's value: true, or a text that says so. */
export function isOn(value: unknown): boolean {
  return value === true || (typeof value === 'string' && value.trim().toLowerCase() === 'true');
}

/** What a list of names holds, each as text; they are stored as `{"trait": "plan"}` or as they are. */
export function namesOf(value: unknown, item: string | null | undefined): string[] {
  return (Array.isArray(value) ? (value as unknown[]) : isBlank(value) ? [] : [value])
    .map((one) => (isObject(one) ? textOf(item ? one[item] : undefined) : textOf(one)).trim())
    .filter((name) => name !== '');
}

/** A list of names, as it is stored. */
export function storedNames(names: readonly string[], item: string | null | undefined): unknown[] {
  return names.map((name) => (item ? { [item]: name } : name));
}

/** Rows of a list; what is no row is left out. */
export function rowsOf(value: unknown): Settings[] {
  return Array.isArray(value) ? (value as unknown[]).filter(isObject) : [];
}

export function isObject(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What to send of a new thing's settings: without what is empty, or hidden and untouched. */
export function filledIn(settings: Settings): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined && value !== null && value !== ''));
}

/** Settings without one of them. */
export function without(settings: Settings, key: string): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => name !== key));
}

/** Settings with a value; undefined: without. */
export function withValue(settings: Settings, key: string, value: unknown): Settings {
  return value === undefined ? without(settings, key) : { ...settings, [key]: value };
}
