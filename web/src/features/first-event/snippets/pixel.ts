import type { Given, Snippet } from './snippet';

// https://www.rudderstack.com/docs/api/pixel-api/ — where no script runs: e-mails, AMP.
export function pixel({ writeKey, dataPlaneUrl }: Given): Snippet {
  const query = new URLSearchParams({ writeKey, anonymousId: 'visitor-1', name: 'First event' }).toString().replaceAll('&', '&amp;');
  return {
    language: 'html',
    install: 'Nothing to install: put this into a page or an e-mail.',
    code: `<img alt="" width="1" height="1" src="${dataPlaneUrl}/pixel/v1/page?${query}">
`,
  };
}
