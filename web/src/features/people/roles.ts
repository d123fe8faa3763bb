import type { Role } from '@/api/generated/schema';

/** What each role may do, the least first. */
export const roles: readonly { value: Role; label: string; may: string }[] = [
  { value: 'viewer', label: 'Viewer', may: 'Sees everything but secrets.' },
  { value: 'editor', label: 'Editor', may: 'Changes sources, destinations, connections and transformations too.' },
  { value: 'admin', label: 'Administrator', may: 'Changes people, tokens and the workspace itself too.' },
];

export function nameOfRole(role: Role): string {
  return roles.find(({ value }) => value === role)?.label ?? role;
}

export function isRole(value: string | null): value is Role {
  return roles.some((r) => r.value === value);
}
