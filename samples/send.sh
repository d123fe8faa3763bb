curl -fsS -u $key: -d '{"userId":"ada","event":"Tried Pintle"}' http://127.0.0.1:8080/v1/track; echo
(cd $(mktemp -d) && npm install --silent @rudderstack/rudder-sdk-node && node -e "const A = require('@rudderstack/rudder-sdk-node'); const a = new A('$key', { dataPlaneUrl: 'http://127.0.0.1:8080' }); a.track({ userId: 'ada', event: 'From Node' }); a.flush()")
