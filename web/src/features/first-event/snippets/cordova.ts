import { single, type Given, type Snippet } from './snippet';

// https://www.rudderstack.com/docs/sources/event-streams/sdks/rudderstack-cordova-sdk/
export function cordova({ writeKey, dataPlaneUrl, controlPlaneUrl }: Given): Snippet {
  return {
    language: 'javascript',
    install: 'cordova plugin add rudder-sdk-cordova',
    code: `async function onDeviceReady() {
  await RudderClient.initialize(${single(writeKey)}, {
    dataPlaneUrl: ${single(dataPlaneUrl)},
    controlPlaneUrl: ${single(controlPlaneUrl)},
  });

  RudderClient.track('First event', { from: 'my app' });
}

document.addEventListener('deviceready', onDeviceReady);
`,
  };
}
