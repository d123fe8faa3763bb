import type { UseFormReturnType } from '@mantine/form';
import { withValue, type Settings } from './settings';

/** Changes a setting of a form; what was said against its former value, or a row's, is no longer said. */
export function useSettings<T extends { settings: Settings }>(form: UseFormReturnType<T>) {
  return (key: string, value: unknown) => {
    form.setValues({ settings: withValue(form.getValues().settings, key, value) } as Partial<T>);
    const path = `settings.${key}`;
    const belongs = (member: string) => member === path || member.startsWith(`${path}.`) || member.startsWith(`${path}[`);
    form.setErrors(Object.fromEntries(Object.entries(form.errors).filter(([member]) => !belongs(member))));
  };
}
