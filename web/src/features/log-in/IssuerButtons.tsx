import { Alert, Button, Divider, Stack } from '@mantine/core';
import { startOfLogIn, useLogInIssuers } from '@/api/session';
import { sentenceOf } from './problems';

/** Single sign-on: a button for each issuer, and why the last try did not go well. */
export function IssuerButtons({ returnTo, problem }: { returnTo: string; problem: string | undefined }) {
  const issuers = useLogInIssuers();
  return (
    <Stack mb={problem !== undefined || issuers.length > 0 ? 'md' : 0}>
      {problem !== undefined && (
        <Alert color="red" role="alert">
          {sentenceOf(problem)}
        </Alert>
      )}
      {issuers.map((issuer) => (
        <Button key={issuer.id} component="a" href={startOfLogIn(issuer, returnTo)} variant="default" fullWidth>
          Continue with {issuer.name}
        </Button>
      ))}
      {issuers.length > 0 && <Divider label="or with a password" />}
    </Stack>
  );
}
