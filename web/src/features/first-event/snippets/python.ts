import { single, type Given, type Snippet } from './snippet';

// https://www.rudderstack.com/docs/sources/event-streams/sdks/rudderstack-python-sdk/
export function python({ writeKey, dataPlaneUrl }: Given): Snippet {
  return {
    language: 'python',
    install: 'pip install rudder-sdk-python',
    code: `import rudderstack.analytics as analytics

analytics.write_key = ${single(writeKey)}
analytics.dataPlaneUrl = ${single(dataPlaneUrl)}

analytics.track('user-1', 'First event', {'from': 'Python'})
analytics.flush()
`,
  };
}
