import { useEffect, useState } from 'react';
import { useReadDestination, useUpdateDestination } from '@/api/destinations';
import type { DestinationView } from '@/api/generated/schema';
import { Problem } from '@/api/problem';
import type { Problems } from '@/forms/problems';
import { useSettings } from '@/forms/useSettings';
import { told } from '@/ui/toasts';
import { useServerForm } from '@/ui/useServerForm';
import { editedOf, isUntouched, merge, patchOf, type Edited } from './edit';

/**
 * Edits a destination as it was when the person began. When somebody else has saved meanwhile, `theirs` is what they made of it, and nothing is saved until `resolve`.
 */
export function useEdit(destination: DestinationView) {
  const update = useUpdateDestination();
  const read = useReadDestination();
  const [theirs, setTheirs] = useState<DestinationView | null>(null);

  const { form, ...sending } = useServerForm<Edited & { base: DestinationView }>({ ...editedOf(destination), base: destination }, async ({ base, ...edited }) => {
    await save(base, edited);
  });
  const { base, ...edited } = form.getValues();
  const isDirty = patchOf(base, edited) !== null;

  const take = (saved: DestinationView) => {
    form.setValues({ ...editedOf(saved), base: saved });
    form.clearErrors();
  };

  const save = async (on: DestinationView, mine: Edited): Promise<void> => {
    const patch = patchOf(on, mine);
    if (patch === null) {
      take(on);
      return;
    }

    try {
      take(await update.mutateAsync({ destination: on, patch }));
      told('Saved.');
    } catch (refusal) {
      if (!(refusal instanceof Problem && refusal.isStale)) {
        throw refusal;
      }

      const latest = await read(on.id);
      if (isUntouched(on, latest)) {
        // It was paused, say: the patch does not touch that.
        await save(latest, mine);
      } else {
        setTheirs(latest);
      }
    }
  };

  // While nothing is edited, what others save is shown at once.
  const isBehind = !isDirty && destination.version > base.version;
  useEffect(() => {
    if (isBehind) {
      form.setValues({ ...editedOf(destination), base: destination });
    }
  }, [isBehind, destination, form]);

  const resolve = (keepMine: ReadonlySet<string>) => {
    if (theirs !== null) {
      form.setValues({ ...merge(base, edited, theirs, keepMine), base: theirs });
      setTheirs(null);
      sending.send();
    }
  };
  const takeTheirs = () => {
    if (theirs !== null) {
      take(theirs);
      setTheirs(null);
    }
  };

  return {
    form,
    sending,
    base,
    edited,
    isDirty,
    problems: form.errors as Problems,
    change: useSettings(form),
    reset: () => take(base),
    conflict: theirs === null ? null : { base, mine: edited, theirs, resolve, takeTheirs, close: () => setTheirs(null) },
  };
}

export type Edit = ReturnType<typeof useEdit>;
