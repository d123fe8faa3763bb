import { Alert, Badge, Card, Code, Group, Stack, Text, Title } from '@mantine/core';
import type { DestinationTestAnswer, TestedEvent, TestedRequest } from '@/api/generated/schema';

const outcomes: Readonly<Record<TestedEvent['outcome'], { title: string; colour: string }>> = {
  requests: { title: 'It becomes requests', colour: 'teal' },
  leftOut: { title: 'It is left out on purpose', colour: 'yellow' },
  refused: { title: 'It can’t be sent', colour: 'red' },
  later: { title: 'It can’t be sent now', colour: 'yellow' },
};

/** What came of a test event. */
export function Tested({ answer, wasSent }: { answer: DestinationTestAnswer; wasSent: boolean }) {
  return (
    <Stack>
      {answer.problem !== null && (
        <Alert color="red" title="It did not get as far as the destination">
          {answer.problem}
        </Alert>
      )}
      {answer.results.map((result, i) => (
        <Stack key={i}>
          {result.outcome !== 'requests' && (
            <Alert color={outcomes[result.outcome].colour} title={outcomes[result.outcome].title}>
              {result.reason}
            </Alert>
          )}
          {result.requests.map((request, place) => (
            <Request key={place} request={request} title={result.requests.length === 1 ? 'Request' : `Request ${place + 1} of ${result.requests.length}`} wasSent={wasSent} />
          ))}
        </Stack>
      ))}
    </Stack>
  );
}

function Request({ request, title, wasSent }: { request: TestedRequest; title: string; wasSent: boolean }) {
  const { answer } = request;
  return (
    <Card withBorder padding="md">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h6">
          {title}
        </Title>
        {answer ? (
          <Badge color={answer.delivered ? 'teal' : 'red'} variant="dot" tt="none" styles={{ root: { color: 'var(--mantine-color-text)' } }}>
            {answer.delivered ? 'Delivered' : 'Not delivered'}
          </Badge>
        ) : (
          <Text size="xs" c="dimmed">
            {wasSent ? 'Not made: the one before failed' : 'Not sent'}
          </Text>
        )}
      </Group>
      <Code block tabIndex={0} aria-label={title}>
        {[`${request.method} ${request.url}`, ...request.headers.map((h) => `${h.name}: ${h.value}`), ...(request.body === '' ? [] : ['', readable(request.body)])].join('\n')}
      </Code>
      {answer && (
        <>
          <Text size="sm" fw={600} mt="sm" mb={4}>
            {answer.status === 0 ? 'No answer' : `The answer: ${answer.status}`}
          </Text>
          {answer.body !== '' && (
            <Code block tabIndex={0} aria-label="The answer">
              {readable(answer.body)}
            </Code>
          )}
          <Text size="sm" mt="xs">
            {answer.verdict}
          </Text>
        </>
      )}
    </Card>
  );
}

/** JSON laid out; other text as it is. */
function readable(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
