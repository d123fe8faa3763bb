import { quoted, type Given, type Snippet } from './snippet';

// https://www.rudderstack.com/docs/sources/event-streams/sdks/rudderstack-rust-sdk/
export function rust({ writeKey, dataPlaneUrl }: Given): Snippet {
  return {
    language: 'rust',
    install: 'cargo add rudderanalytics serde_json',
    code: `use rudderanalytics::client::RudderAnalytics;
use rudderanalytics::message::{Message, Track};
use serde_json::json;

fn main() {
    let analytics = RudderAnalytics::load(${quoted(writeKey)}.to_string(), ${quoted(dataPlaneUrl)}.to_string());

    analytics
        .send(&Message::Track(Track {
            user_id: Some("user-1".to_string()),
            event: "First event".to_string(),
            properties: Some(json!({ "from": "Rust" })),
            ..Default::default()
        }))
        .expect("the event was not taken");
}
`,
  };
}
