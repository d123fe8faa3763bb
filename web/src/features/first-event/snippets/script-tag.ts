import { single, type Given, type Snippet } from './snippet';

// https://www.rudderstack.com/docs/sources/event-streams/sdks/rudderstack-javascript-sdk/installation/ — calls are kept in a list until the SDK has come.
export function scriptTag({ writeKey, dataPlaneUrl, controlPlaneUrl }: Given): Snippet {
  return {
    language: 'html',
    install: 'Nothing to install: put this into the <head> of your pages.',
    code: `<script>
  // Calls wait in this list until the SDK is there.
  window.rudderanalytics = [];
  ["load", "ready", "page", "track", "identify", "group", "alias", "reset"].forEach(function (name) {
    rudderanalytics[name] = function () {
      rudderanalytics.push([name].concat(Array.prototype.slice.call(arguments)));
    };
  });
  rudderanalytics.load(${single(writeKey)}, ${single(dataPlaneUrl)}, {
    configUrl: ${single(controlPlaneUrl)},
  });
  rudderanalytics.page();
  rudderanalytics.track('First event', { from: 'my website' });
</script>
<script async src="https://cdn.rudderlabs.com/v3/modern/rsa.min.js"></script>
`,
  };
}
