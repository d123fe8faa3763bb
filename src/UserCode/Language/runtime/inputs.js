// The events, and what is known of them.

const metadataFields = [
  'sourceId', 'sourceName', 'workspaceId', 'sourceType', 'sourceCategory', 'destinationId', 'destinationType', 'destinationName', 'namespace',
  'originalSourceId', 'trackingPlanId', 'trackingPlanVersion', 'sourceTpConfig', 'mergedTpConfig', 'jobId', 'sourceJobId', 'sourceJobRunId',
  'sourceTaskRunId', 'recordId', 'messageId', 'messageIds', 'rudderId', 'receivedAt', 'eventName', 'eventType', 'sourceDefinitionId',
  'destinationDefinitionId', 'transformationId', 'transformationVersionId',
];

let inputs;

// What `metadata` shows. Most code never asks.
let knownJson;
let byMessageId;

function metadata(event) {
  if (byMessageId === undefined) {
    const known = parse(knownJson);
    byMessageId = new MapHere();
    for (let i = 0; i < known.length; i++) apply(set, byMessageId, [known[i]?.messageId, known[i] ?? {}]);
  }
  const found = event === null || event === undefined ? undefined : apply(get, byMessageId, [event.messageId]);
  const shown = {};
  if (found === undefined) return shown;
  for (let i = 0; i < metadataFields.length; i++) {
    const field = metadataFields[i];
    if (found[field] !== undefined) shown[field] = found[field];
  }
  return shown;
}

// The event that an output came from. Most come out in the order in which they went in.
function placeOf(output, expected) {
  const id = output.messageId;
  if (expected < inputs.length && inputs[expected]?.messageId === id) return expected;
  for (let i = 0; i < inputs.length; i++) if (inputs[i]?.messageId === id) return i;
  return -1;
}
