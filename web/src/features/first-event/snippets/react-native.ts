import { single, type Given, type Snippet } from './snippet';

// https://www.rudderstack.com/docs/sources/event-streams/sdks/rudderstack-react-native-sdk/
export function reactNative({ writeKey, dataPlaneUrl, controlPlaneUrl }: Given): Snippet {
  return {
    language: 'javascript',
    install: 'npm install @rudderstack/rudder-sdk-react-native && (cd ios && pod install)',
    code: `import rudderClient from '@rudderstack/rudder-sdk-react-native';

export async function startAnalytics() {
  await rudderClient.setup(${single(writeKey)}, {
    dataPlaneUrl: ${single(dataPlaneUrl)},
    controlPlaneUrl: ${single(controlPlaneUrl)},
  });

  rudderClient.track('First event', { from: 'my app' });
}
`,
  };
}
