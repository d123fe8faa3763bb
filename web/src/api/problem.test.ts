import { expect, test } from 'vitest';
import { Problem } from './problem';

test('a problem says what the server said, member by member', () => {
  const problem = Problem.of(422, { title: 'No.', detail: 'The input can’t be taken.', errors: { name: ['A name is needed.'] } });
  expect(problem.message).toBe('The input can’t be taken.');
  expect(problem.errors.name).toEqual(['A name is needed.']);
});

test('an answer that is no problem document still says something', () => {
  expect(Problem.of(502, '<html>').message).toBe('The server answered 502.');
  expect(Problem.of(500, undefined).errors).toEqual({});
});

test('that somebody else was faster is told apart', () => {
  expect(Problem.of(412, { title: 'Stale' }).isStale).toBe(true);
  expect(Problem.of(409, { title: 'In use' }).isStale).toBe(false);
});
