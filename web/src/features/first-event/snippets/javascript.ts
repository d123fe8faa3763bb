import { single, type Given, type Snippet } from './snippet';

// https://www.rudderstack.com/docs/sources/event-streams/sdks/rudderstack-javascript-sdk/installation/ — the export with its plugins in it needs nothing from elsewhere.
export function javascript({ writeKey, dataPlaneUrl, controlPlaneUrl }: Given): Snippet {
  return {
    language: 'javascript',
    install: 'npm install @rudderstack/analytics-js',
    code: `import { RudderAnalytics } from '@rudderstack/analytics-js/bundled';

const analytics = new RudderAnalytics();
analytics.load(${single(writeKey)}, ${single(dataPlaneUrl)}, {
  configUrl: ${single(controlPlaneUrl)},
});

analytics.page();
analytics.track('First event', { from: 'my website' });
`,
  };
}
