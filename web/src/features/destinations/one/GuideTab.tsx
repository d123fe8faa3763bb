import { Card } from '@mantine/core';
import type { DestinationDefinitionView } from '@/api/generated/schema';
import { Guide } from '../Guide';

export function GuideTab({ kind }: { kind: DestinationDefinitionView }) {
  return (
    <Card withBorder padding="lg" maw={860}>
      <Guide type={kind.name} />
    </Card>
  );
}
