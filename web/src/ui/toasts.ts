import { notifications } from '@mantine/notifications';
import { Problem, reasonOf } from '@/api/problem';

/** Something was done. */
export function told(message: string) {
  notifications.show({ message, color: 'teal' });
}

/** Something could not be done. */
export function refused(error: unknown) {
  const isStale = error instanceof Problem && error.isStale;
  notifications.show({ title: isStale ? 'Somebody else was faster' : 'That did not work', message: reasonOf(error), color: isStale ? 'yellow' : 'red', autoClose: 10_000, style: { whiteSpace: 'pre-line' } });
}
