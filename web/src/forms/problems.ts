import type { FormField } from '@/api/generated/schema';

/** Sentences by path, as the server says them: `settings.headers[0].from`. */
export type Problems = Readonly<Record<string, string>>;

/** Id of the element that asks for what a path names. */
export function elementId(path: string): string {
  return `field-${path.replaceAll(/[^\w-]+/g, '-')}`;
}

/** A field's name for people, by its path. */
export function labelOf(path: string, fields: readonly FormField[]): string {
  const [first = '', ...rest] = path.split(/[.[\]]+/).filter((part) => part !== '');
  const field = fields.find((f) => f.key === first);
  if (field === undefined) {
    return path;
  }

  const [place, ...inner] = rest;
  if (place === undefined) {
    return field.label;
  }

  return inner.length === 0 ? `${field.label}, ${Number(place) + 1}` : `${field.label}, ${Number(place) + 1}: ${labelOf(inner.join('.'), field.columns ?? [])}`;
}

/** The server's sentence without the path that it begins with: the field has its label. */
export function sentenceOf(message: string): string {
  const plain = message.replace(/^"[^"]+"\s*(\([^)]*\)\s*)?/, '');
  return plain === '' ? message : /^[a-z]/.test(plain) && plain !== message ? `It ${plain}` : plain;
}
