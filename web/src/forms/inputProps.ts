import type { FieldProps } from './field';
import { elementId, sentenceOf } from './problems';
import { isNeeded } from './settings';

/** What the inputs of every kind have in common. */
export function inputProps({ field, path, form }: FieldProps) {
  const problem = form.problems[path];
  return {
    id: elementId(path),
    label: field.label,
    description: field.help,
    withAsterisk: isNeeded(field),
    'aria-required': isNeeded(field),
    error: problem === undefined ? undefined : sentenceOf(problem),
    disabled: form.isReadOnly,
  };
}
