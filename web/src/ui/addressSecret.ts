/** The secret of a link, behind its #: no server gets to see that part. It is taken out of the address, so that it is not left in the history. */
export function takeAddressSecret(): string {
  const secret = window.location.hash.slice(1);
  if (secret !== '') {
    window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
  }

  return secret;
}
