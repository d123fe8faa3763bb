import { quoted, type Given, type Snippet } from './snippet';

// https://www.rudderstack.com/docs/sources/event-streams/sdks/rudderstack-go-sdk/
export function go({ writeKey, dataPlaneUrl }: Given): Snippet {
  return {
    language: 'go',
    install: 'go get github.com/rudderlabs/analytics-go/v4',
    code: `package main

import "github.com/rudderlabs/analytics-go/v4"

func main() {
	client := analytics.New(${quoted(writeKey)}, ${quoted(dataPlaneUrl)})
	// Sends what is waiting.
	defer client.Close()

	client.Enqueue(analytics.Track{
		UserId:     "user-1",
		Event:      "First event",
		Properties: analytics.NewProperties().Set("from", "Go"),
	})
}
`,
  };
}
