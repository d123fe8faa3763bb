import type { FullCodeView, TestInput } from '@/api/generated/schema';
import { isSame } from './outcome';

/** What can be written of a transformation or a library. */
export type CodeValues = { name: string; description: string; code: string; language: string; tests: TestInput[] };

export const valuesOf = (code: FullCodeView): CodeValues => ({
  name: code.name,
  description: code.description,
  code: code.newest.code,
  language: code.newest.language,
  tests: code.newest.tests,
});

/** What is new, as a patch. */
export function changesOf(code: FullCodeView, values: CodeValues): Partial<CodeValues> {
  const before = valuesOf(code);
  return Object.fromEntries(Object.entries(values).filter(([member, value]) => !isSame(value, before[member as keyof CodeValues])));
}
