/** What the audit log's actions are called; others show as they are. */
const words: Readonly<Record<string, string>> = {
  created: 'made',
  updated: 'changed',
  deleted: 'deleted',
  restored: 'restored',
  published: 'published',
  accepted: 'accepted',
  cancelled: 'took back',
  left: 'left',
  passwordChanged: 'changed the password of',
  passwordResetBegun: 'made a password link for',
  passwordReset: 'set a password by a link:',
  secondFactorOn: 'set up the second factor of',
  secondFactorOff: 'ended the second factor of',
  loggedIn: 'logged in by single sign-on as',
  linked: 'was linked to',
  reconnected: 'connected again',
  tokenRevealed: 'looked at the token of',
  tokenRotated: 'made a new token for',
};

export const actions: readonly { value: string; label: string }[] = Object.entries(words).map(([value, label]) => ({ value, label }));

export function wordOf(action: string): string {
  return words[action] ?? action;
}
