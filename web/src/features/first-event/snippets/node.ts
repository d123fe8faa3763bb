import { single, type Given, type Snippet } from './snippet';

// https://www.rudderstack.com/docs/sources/event-streams/sdks/rudderstack-node-sdk/
export function node({ writeKey, dataPlaneUrl }: Given): Snippet {
  return {
    language: 'javascript',
    install: 'npm install @rudderstack/rudder-sdk-node',
    code: `const Analytics = require('@rudderstack/rudder-sdk-node');

const analytics = new Analytics(${single(writeKey)}, { dataPlaneUrl: ${single(dataPlaneUrl)} });
analytics.track({ userId: 'user-1', event: 'First event', properties: { from: 'Node.js' } });
analytics.flush();
`,
  };
}
