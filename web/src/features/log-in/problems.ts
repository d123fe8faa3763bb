const sentences: Readonly<Record<string, string>> = {
  expired: 'That log-in was begun in another browser, was used before, or took more than ten minutes. Try again.',
  denied: 'You were not let in there. If you did not cancel it yourself, ask for access to the application.',
  refused: 'The answer of the single sign-on was not in order. An administrator finds the reason in the server’s log.',
  away: 'The single sign-on can’t be reached now. Try again in a moment.',
  gone: 'This single sign-on is not offered any more. Log in another way, or ask an administrator.',
  unverified: 'Your single sign-on does not say that your e-mail address is verified. Verify it there, or ask an administrator.',
  domain: 'Your e-mail address is not of a domain that may log in here. Use another account, or ask an administrator.',
  notInvited: 'You are not a member yet. Ask an administrator to invite you, then try again.',
  linked: 'Your e-mail address belongs to somebody else here who uses the same single sign-on. Ask an administrator.',
  busy: 'There were too many tries. Wait a minute, then try again.',
};

/** Why single sign-on did not go well, and what to do. */
export function sentenceOf(problem: string): string {
  return (Object.hasOwn(sentences, problem) ? sentences[problem] : undefined) ?? 'The single sign-on did not work. Try again.';
}
