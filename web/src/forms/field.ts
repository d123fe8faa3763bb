import type { FormField } from '@/api/generated/schema';
import type { Problems } from './problems';
import type { SetSecrets } from './secrets';
import type { Settings } from './settings';

/** What every kind of field is given. */
export type FieldProps = {
  field: FormField;
  /** Where its value is: `settings.headers[0].from`. */
  path: string;
  value: unknown;
  /** Undefined: as if it had never been filled in. Null: a secret is taken away. */
  onChange: (value: unknown) => void;
  form: FormState;
};

/** What is the same for every field of a form. */
type FormState = {
  problems: Problems;
  /** The settings as they are stored, and which of their secrets are set. */
  saved: Settings;
  secrets: SetSecrets;
  isReadOnly: boolean;
  /** No value may come from the event. */
  isFixed: boolean;
};
