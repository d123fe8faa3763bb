import type { DestinationView } from '@/api/generated/schema';
import type { DestinationPatch } from '@/api/destinations';
import { changesOf, mergePatch, mergeThree } from '@/forms/patch';
import type { Settings } from '@/forms/settings';

/** What a person edits of a destination. */
export type Edited = { name: string; settings: Settings };

/** The name's key among the settings: none of those begins so. */
export const NAME = '$name';

export function editedOf(destination: DestinationView): Edited {
  return { name: destination.name, settings: destination.settings as Settings };
}

/** The name among the settings, so that both are compared the same way. */
export function flat({ name, settings }: Edited): Settings {
  return { [NAME]: name, ...settings };
}

function unflat({ [NAME]: name, ...settings }: Settings): Edited {
  return { name: String(name), settings };
}

/** What to send; null: nothing differs. */
export function patchOf(base: DestinationView, edited: Edited): DestinationPatch | null {
  const settings = mergePatch(base.settings as Settings, edited.settings);
  const patch = { ...(edited.name === base.name ? {} : { name: edited.name }), ...(settings === null ? {} : { settings }) };
  return Object.keys(patch).length === 0 ? null : patch;
}

/** Is what a person edits the same in both? Then nobody else has touched it, whatever else they did. */
export function isUntouched(base: DestinationView, theirs: DestinationView): boolean {
  return base.revisionId === theirs.revisionId && base.name === theirs.name;
}

/** Did somebody change a secret, which nobody can see? */
export function hasHiddenChange(base: DestinationView, theirs: DestinationView): boolean {
  return base.revisionId !== theirs.revisionId && changesOf(base.settings as Settings, theirs.settings as Settings).length === 0;
}

/** Theirs with mine on top. @param keepMine What both changed, and mine is to stay. */
export function merge(base: DestinationView, mine: Edited, theirs: DestinationView, keepMine: ReadonlySet<string>): Edited {
  return unflat(mergeThree(flat(editedOf(base)), flat(mine), flat(editedOf(theirs)), keepMine));
}
