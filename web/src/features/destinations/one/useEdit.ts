import { useEffect, useState } from 'react';
import { useReadDestination, useUpdateDestination, type DestinationPatch } from '@/api/destinations';
import type { DestinationView } from '@/api/generated/schema';
import { Problem } from '@/api/problem';
import type { Problems } from '@/forms/problems';
import { useSettings } from '@/forms/useSettings';
import { told } from '@/ui/toasts';
import { useServerForm } from '@/ui/useServerForm';
import { editedOf, isUntouched, merge, patchOf, type Edited } from './edit';

type Server = { patch: (destination: DestinationView, patch: DestinationPatch) => Promise<DestinationView>; read: (id: string) => Promise<DestinationView> };

/** Saves over what the person has read; when somebody else has saved other settings meanwhile, tells those and saves nothing. */
async function save(on: DestinationView, mine: Edited, server: Server): Promise<{ saved: DestinationView } | { theirs: DestinationView }> {
  const patch = patchOf(on, mine);
  if (patch === null) {
    return { saved: on };
  }

  try {
    return { saved: await server.patch(on, patch) };
  } catch (refusal) {
    if (!(refusal instanceof Problem && refusal.isStale)) {
      throw refusal;
    }

    const latest = await server.read(on.id);
    // It was paused, say: the patch does not touch that.
    return isUntouched(on, latest) ? save(latest, mine, server) : { theirs: latest };
  }
}

/**
 * Edits a destination as it was when the person began. When somebody else has saved meanwhile, `conflict` has what they made of it, and nothing is saved until it is resolved.
 */
export function useEdit(destination: DestinationView) {
  const update = useUpdateDestination();
  const read = useReadDestination();
  const [theirs, setTheirs] = useState<DestinationView | null>(null);
  const server: Server = { patch: (on, patch) => update.mutateAsync({ destination: on, patch }), read };

  const { form, ...sending } = useServerForm<Edited & { base: DestinationView }>({ ...editedOf(destination), base: destination }, async ({ base, ...mine }, filled) => {
    const outcome = await save(base, mine, server);
    if ('theirs' in outcome) {
      setTheirs(outcome.theirs);
    } else {
      filled.setValues({ ...editedOf(outcome.saved), base: outcome.saved });
      filled.clearErrors();
      told('Saved.');
    }
  });
  const { base, ...edited } = form.getValues();
  const isDirty = patchOf(base, edited) !== null;
  const change = useSettings(form);
  const take = (saved: DestinationView) => {
    form.setValues({ ...editedOf(saved), base: saved });
    form.clearErrors();
  };

  // While nothing is edited, what others save is shown at once.
  const isBehind = !isDirty && destination.version > base.version;
  useEffect(() => {
    if (isBehind) {
      form.setValues({ ...editedOf(destination), base: destination });
    }
  }, [isBehind, destination, form]);

  return {
    form,
    sending,
    base,
    edited,
    isDirty,
    problems: form.errors as Problems,
    change,
    reset: () => take(base),
    conflict: theirs && {
      base,
      mine: edited,
      theirs,
      /** Saves both together. @param keepMine Of what both changed. */
      resolve: (keepMine: ReadonlySet<string>) => {
        form.setValues({ ...merge(base, edited, theirs, keepMine), base: theirs });
        setTheirs(null);
        sending.send();
      },
      takeTheirs: () => {
        take(theirs);
        setTheirs(null);
      },
      close: () => setTheirs(null),
    },
  };
}

export type Edit = ReturnType<typeof useEdit>;
