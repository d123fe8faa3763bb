import { quoted, type Given, type Snippet } from './snippet';

// https://www.rudderstack.com/docs/sources/event-streams/sdks/rudderstack-dotnet-sdk/
export function dotnet({ writeKey, dataPlaneUrl }: Given): Snippet {
  return {
    language: 'csharp',
    install: 'dotnet add package RudderAnalytics',
    code: `using System.Collections.Generic;
using RudderStack;

RudderAnalytics.Initialize(
    ${quoted(writeKey)},
    new RudderConfig(dataPlaneUrl: ${quoted(dataPlaneUrl)}));

RudderAnalytics.Client.Track("user-1", "First event", new Dictionary<string, object> { { "from", ".NET" } });
RudderAnalytics.Client.Flush();
`,
  };
}
