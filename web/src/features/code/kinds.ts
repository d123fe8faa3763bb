import type { CodeKind } from '@/api/code';
import type { CodeView } from '@/api/generated/schema';

type Words = { one: string; all: string; add: string; about: string };

const words: Readonly<Record<CodeKind, Words>> = {
  transformations: {
    one: 'transformation',
    all: 'Transformations',
    add: 'Add a transformation',
    about: 'A transformation is code of your own that changes, drops or splits events before they go to a destination. Begin with one of these, or with an empty page.',
  },
  libraries: {
    one: 'library',
    all: 'Libraries',
    add: 'Add a library',
    about: 'A library is code that several transformations import by its name. Begin with one of these, or with an empty page.',
  },
};

export const wordsOf = (kind: CodeKind): Words => words[kind];

/** Where one stands. */
export type CodeState = 'published' | 'changed' | 'draft';

/** The state that a word names; undefined: none, as of other screens' words. */
export const stateNamed = (word: string | undefined): CodeState | undefined => (['published', 'changed', 'draft'] as const).find((state) => state === word);

export function stateOf({ publishedVersionId, newestVersionId }: Pick<CodeView, 'publishedVersionId' | 'newestVersionId'>): CodeState {
  return publishedVersionId === null ? 'draft' : publishedVersionId === newestVersionId ? 'published' : 'changed';
}

/** Those of a state that a text is found in. */
export function found(codes: readonly CodeView[], text: string, state: CodeState | undefined): CodeView[] {
  const wanted = text.trim().toLowerCase();
  return codes.filter(
    (code) => (state === undefined || stateOf(code) === state) && [code.name, code.description, code.id, code.importName ?? ''].some((member) => member.toLowerCase().includes(wanted)),
  );
}
