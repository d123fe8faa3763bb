import { useForm, type UseFormReturnType } from '@mantine/form';
import { Problem, reasonOf } from '@/api/problem';
import { useState } from 'react';

/**
 * A form whose values the server checks: what it finds is shown at the fields, and what belongs to no field as `problem`.
 * @param submit Sends the values; throws what the server says. It is given the form, to put in what was saved.
 */
export function useServerForm<T extends Record<string, unknown>>(initialValues: T, submit: (values: T, form: UseFormReturnType<T>) => Promise<unknown>): { form: UseFormReturnType<T>; problem: string | null; isBusy: boolean; send: () => void } {
  const form = useForm<T>({ mode: 'controlled', initialValues });
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  const isField = (member: string) => Object.keys(initialValues).some((name) => member === name || member.startsWith(`${name}.`) || member.startsWith(`${name}[`));

  const send = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await submit(form.getValues(), form);
    } catch (refused) {
      const errors = refused instanceof Problem ? refused.errors : {};
      const fields = Object.entries(errors).filter(([member]) => isField(member));
      const others = Object.entries(errors).filter(([member]) => !isField(member)).flatMap(([, sentences]) => sentences);
      form.setErrors(Object.fromEntries(fields.map(([member, sentences]) => [member, sentences.join(' ')])));
      setProblem(others.length > 0 ? others.join(' ') : fields.length > 0 ? null : reasonOf(refused));
    } finally {
      setBusy(false);
    }
  };

  return { form, problem, isBusy, send: () => void send() };
}
