import { quotedPlain as quoted, type Given, type Snippet } from './snippet';

// https://www.rudderstack.com/docs/sources/event-streams/sdks/rudderstack-flutter-sdk/installation-and-setup/
export function flutter({ writeKey, dataPlaneUrl, controlPlaneUrl }: Given): Snippet {
  return {
    language: 'dart',
    install: 'flutter pub add rudder_sdk_flutter',
    code: `import 'package:rudder_sdk_flutter/RudderController.dart';
import 'package:rudder_sdk_flutter_platform_interface/platform.dart';

void startAnalytics() {
  final config = RudderConfigBuilder()
    ..withDataPlaneUrl(${quoted(dataPlaneUrl)})
    ..withControlPlaneUrl(${quoted(controlPlaneUrl)});
  RudderController.instance.initialize(${quoted(writeKey)}, config: config.build());

  final properties = RudderProperty()..put("from", "my app");
  RudderController.instance.track("First event", properties: properties);
}
`,
  };
}
