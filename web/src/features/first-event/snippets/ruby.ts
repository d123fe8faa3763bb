import { single, type Given, type Snippet } from './snippet';

// https://www.rudderstack.com/docs/sources/event-streams/sdks/rudderstack-ruby-sdk/
export function ruby({ writeKey, dataPlaneUrl }: Given): Snippet {
  return {
    language: 'ruby',
    install: 'gem install rudder_analytics_sync',
    code: `require 'rudder_analytics_sync'

analytics = RudderAnalyticsSync::Client.new(
  write_key: ${single(writeKey)},
  data_plane_url: ${single(dataPlaneUrl)}
)

analytics.track(user_id: 'user-1', event: 'First event', properties: { from: 'Ruby' })
`,
  };
}
