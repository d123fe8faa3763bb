import { useQuery } from '@tanstack/react-query';
import { addressesQuery } from '@/api/addresses';
import { useSendEvent } from '@/api/gateway';
import type { SourceView } from '@/api/generated/schema';
import { refused } from '@/ui/toasts';

/** Sends a test event as a source, from this browser. */
export function useTestEvent(source: SourceView) {
  const { data: addresses } = useQuery(addressesQuery);
  const send = useSendEvent();
  return {
    isSending: send.isPending || addresses === undefined,
    send: () => {
      if (addresses !== undefined) {
        const event = { userId: 'pintle-test-user', event: 'Test event', properties: { from: 'Pintle’s web app' } };
        send.mutate({ dataPlaneUrl: addresses.dataPlaneUrl, writeKey: source.writeKey, event }, { onError: refused });
      }
    },
  };
}
