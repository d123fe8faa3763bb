import { useState } from 'react';
import { useUpdateCode, type CodeKind } from '@/api/code';
import type { FullCodeView } from '@/api/generated/schema';
import { Problem } from '@/api/problem';
import { changesOf, valuesOf, type CodeValues } from './values';

/** What somebody writes, on what it was when they began. */
export type Draft = {
  values: CodeValues;
  set: (values: Partial<CodeValues>) => void;
  isDirty: boolean;
  isSaving: boolean;
  /** Stores what is new as a version of its own. @throws What the server says, but not that somebody was faster. @returns What is stored now; null: somebody was faster. */
  save: () => Promise<FullCodeView | null>;
  /** Somebody was faster: what is stored now. */
  theirs: FullCodeView | null;
  /** Goes on from what is stored now. */
  rebase: (keep: 'mine' | 'theirs') => void;
  leaveConflict: () => void;
};

/**
 * Keeps what somebody writes; takes over what others store while nothing is written.
 * @param code As it is stored.
 * @param reread Reads it again.
 */
export function useDraft(kind: CodeKind, code: FullCodeView, reread: () => Promise<FullCodeView>): Draft {
  const [base, setBase] = useState(code);
  const [values, setValues] = useState(() => valuesOf(code));
  const [theirs, setTheirs] = useState<FullCodeView | null>(null);
  const update = useUpdateCode(kind);
  const changes = changesOf(base, values);
  const isDirty = Object.keys(changes).length > 0;

  if (code.version > base.version && !isDirty) {
    setBase(code);
    setValues(valuesOf(code));
  }

  const save = async () => {
    try {
      const now = isDirty ? await update.mutateAsync({ code: base, patch: changes }) : base;
      setBase(now);
      return now;
    } catch (refused) {
      if (refused instanceof Problem && refused.isStale) {
        setTheirs(await reread());
        return null;
      }

      throw refused;
    }
  };

  return {
    values,
    set: (some) => setValues((before) => ({ ...before, ...some })),
    isDirty,
    isSaving: update.isPending,
    save,
    theirs,
    rebase: (keep) => {
      if (theirs !== null) {
        setBase(theirs);
        setValues((mine) => (keep === 'mine' ? mine : valuesOf(theirs)));
        setTheirs(null);
      }
    },
    leaveConflict: () => setTheirs(null),
  };
}
