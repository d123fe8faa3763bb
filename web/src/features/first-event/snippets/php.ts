import { single, type Given, type Snippet } from './snippet';

// https://www.rudderstack.com/docs/sources/event-streams/sdks/rudderstack-php-sdk/ — without HTTPS it must be told so.
export function php({ writeKey, dataPlaneUrl }: Given): Snippet {
  return {
    language: 'php',
    install: 'git clone https://github.com/rudderlabs/rudder-php-sdk && composer install --working-dir=rudder-php-sdk',
    code: `<?php
require_once __DIR__ . '/rudder-php-sdk/vendor/autoload.php';

use Rudder\\Rudder;

Rudder::init(${single(writeKey)}, [
    'data_plane_url' => ${single(dataPlaneUrl)},
    'ssl' => ${dataPlaneUrl.startsWith('https:') ? 'true' : 'false'},
]);

Rudder::track(['userId' => 'user-1', 'event' => 'First event', 'properties' => ['from' => 'PHP']]);
Rudder::flush();
`,
  };
}
