import { word, type Given, type Snippet } from './snippet';

// https://www.rudderstack.com/docs/api/http-api/ — the write key is the user name, without a password.
export function http({ writeKey, dataPlaneUrl }: Given): Snippet {
  return {
    language: 'shell',
    install: 'Nothing to install: curl is everywhere.',
    code: `curl -u ${word(`${writeKey}:`)} ${word(`${dataPlaneUrl}/v1/track`)} \\
  -H 'Content-Type: application/json' \\
  -d '{"userId":"user-1","event":"First event","properties":{"from":"curl"}}'
`,
  };
}
