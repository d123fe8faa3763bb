import { quoted, type Given, type Snippet } from './snippet';

// https://www.rudderstack.com/docs/sources/event-streams/sdks/rudderstack-java-sdk/
export function java({ writeKey, dataPlaneUrl }: Given): Snippet {
  return {
    language: 'java',
    install: "implementation 'com.rudderstack.sdk.java.analytics:analytics:3.1.2'",
    code: `import com.rudderstack.sdk.java.analytics.RudderAnalytics;
import com.rudderstack.sdk.java.analytics.messages.TrackMessage;
import java.util.Map;

class FirstEvent {
  public static void main(String[] args) {
    RudderAnalytics analytics = RudderAnalytics
        .builder(${quoted(writeKey)})
        .setDataPlaneUrl(${quoted(dataPlaneUrl)})
        .build();

    analytics.enqueue(TrackMessage.builder("First event")
        .userId("user-1")
        .properties(Map.of("from", "Java")));
    analytics.flush();
  }
}
`,
  };
}
