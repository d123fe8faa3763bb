import { quoted, type Given, type Snippet } from './snippet';

// https://github.com/rudderlabs/rudder-sdk-unity
export function unity({ writeKey, dataPlaneUrl, controlPlaneUrl }: Given): Snippet {
  return {
    language: 'csharp',
    install: 'Import rudder-sdk-unity.unitypackage of https://github.com/rudderlabs/rudder-sdk-unity into your project.',
    code: `using RudderStack;
using UnityEngine;

public class Analytics : MonoBehaviour
{
    private void Awake()
    {
        RudderConfig config = new RudderConfigBuilder()
            .WithDataPlaneUrl(${quoted(dataPlaneUrl)})
            .WithControlPlaneUrl(${quoted(controlPlaneUrl)})
            .Build();
        RudderClient client = RudderClient.GetInstance(${quoted(writeKey)}, config);

        client.Track(new RudderMessageBuilder()
            .WithEventName("First event")
            .WithEventProperty("from", "my game")
            .Build());
    }
}
`,
  };
}
