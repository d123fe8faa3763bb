import { Anchor, Card } from '@mantine/core';
import type { DestinationDefinitionView } from '@/api/generated/schema';
import { Guide } from '../Guide';

export function GuideTab({ kind }: { kind: DestinationDefinitionView }) {
  return (
    <Card withBorder padding="lg" maw={860}>
      {kind.docs !== '' && (
        <Anchor href={kind.docs} target="_blank" rel="noreferrer" size="sm" mb="sm">
          The vendor’s documentation
        </Anchor>
      )}
      <Guide type={kind.name} />
    </Card>
  );
}
