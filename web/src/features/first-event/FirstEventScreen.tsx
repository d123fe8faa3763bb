import { Anchor, Button, Container, Stepper, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { sourceQuery } from '@/api/sources';
import { Failed } from '@/ui/Failed';
import { Loading } from '@/ui/Loading';
import { PageHead } from '@/ui/PageHead';
import { DeliverStep } from './DeliverStep';
import { DestinationStep } from './DestinationStep';
import { DoneStep } from './DoneStep';
import { SendStep } from './SendStep';
import { SourceStep } from './SourceStep';
import { stepOf, steps, type Search } from './steps';

const route = getRouteApi('/inside/w/$workspaceId/start');

/** From nothing to an event that was delivered, step by step. */
export function FirstEventScreen() {
  const { workspaceId } = route.useParams();
  const search = route.useSearch();
  const navigate = useNavigate();
  const go = (next: Search) => void navigate({ to: '.', search: { ...search, ...next } });
  const step = stepOf(search);

  return (
    <Container size="lg" p={0} mx={0}>
      <PageHead title="Your first event">
        <Button variant="subtle" renderRoot={(props) => <Link to="/w/$workspaceId/connections" params={{ workspaceId }} {...props} />}>
          {step === 'done' ? 'Close' : 'Skip this'}
        </Button>
      </PageHead>
      <Text c="dimmed" mb="lg" maw={640}>
        Send an event, see it arrive, and watch it being delivered. You can leave at any time: this page’s address remembers where you were.
      </Text>
      <Stepper
        size="sm"
        active={steps.indexOf(step)}
        onStepClick={(index) => {
          const next = steps[index];
          if (next !== undefined) {
            go({ step: next });
          }
        }}
        allowNextStepsSelect={search.source !== undefined}
        mb="xl"
      >
        <Stepper.Step label="Source" description="Where events come from" />
        <Stepper.Step label="Send" description="See one arrive" />
        <Stepper.Step label="Destination" description="Where events go" />
        <Stepper.Step label="Deliver" description="Watch it" />
      </Stepper>
      {step === 'source' || search.source === undefined ? <SourceStep search={search} go={go} /> : <OfSource sourceId={search.source} search={search} go={go} />}
    </Container>
  );
}

/** The steps that are about a source. */
function OfSource({ sourceId, search, go }: { sourceId: string; search: Search; go: (next: Search) => void }) {
  const { workspaceId } = route.useParams();
  const { data: source, error, refetch } = useQuery(sourceQuery(workspaceId, sourceId));
  if (error) {
    return (
      <>
        <Failed error={error} again={() => void refetch()} />
        <Anchor component={Link} to={`/w/${workspaceId}/start`}>
          Begin anew
        </Anchor>
      </>
    );
  }

  if (!source) {
    return <Loading />;
  }

  switch (stepOf(search)) {
    case 'destination':
      return <DestinationStep source={source} go={go} />;
    case 'deliver':
      return <DeliverStep source={source} go={go} />;
    case 'done':
      return <DoneStep source={source} />;
    default:
      return <SendStep source={source} sdk={search.sdk} go={go} />;
  }
}
