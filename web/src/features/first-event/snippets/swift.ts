import { quoted, type Given, type Snippet } from './snippet';

// https://www.rudderstack.com/docs/sources/event-streams/sdks/swift-sdk/
export function swift({ writeKey, dataPlaneUrl, controlPlaneUrl }: Given): Snippet {
  return {
    language: 'swift',
    install: 'In Xcode: File → Add Package Dependencies → https://github.com/rudderlabs/rudder-sdk-swift',
    code: `import RudderStackAnalytics

// When the app starts; keep it as long as the app runs.
let analytics = Analytics(configuration: Configuration(
    writeKey: ${quoted(writeKey)},
    dataPlaneUrl: ${quoted(dataPlaneUrl)},
    controlPlaneUrl: ${quoted(controlPlaneUrl)}
))

analytics.track(name: "First event", properties: ["from": "my app"])
`,
  };
}
