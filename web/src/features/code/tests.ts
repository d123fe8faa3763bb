import type { RunAnswer, TestInput } from '@/api/generated/schema';
import { errorsOf, isSame, readEvents, sentenceOf } from './outcome';

/** What became of a test. */
export type TestResult = { isGood: boolean; why: string; outputs: unknown[] };

/** Is what came out what was expected? As publishing sees it. */
export function judged(test: TestInput, answer: RunAnswer): TestResult {
  const outputs = [...answer.events.flatMap((e) => e.outputs), ...answer.others.outputs];
  const [error] = errorsOf(answer);
  if (error !== undefined) {
    return { isGood: false, why: sentenceOf(error), outputs };
  }

  const isGood = test.expected === undefined || test.expected === null || isSame(test.expected, outputs);
  return { isGood, why: isGood ? '' : 'What came out is not what was expected.', outputs };
}

/** A test of what somebody has written. @throws {Error} A sentence that says what is wrong. */
export function readTest(text: { name: string; events: string; expected: string; metadata: string }): TestInput {
  if (text.name.trim() === '') {
    throw new Error('Give the test a name that says what it shows.');
  }

  const test: TestInput = { name: text.name.trim(), events: readEvents(text.events) };
  if (text.expected.trim() !== '') {
    const expected = text.expected.trim() === '[]' ? [] : readEvents(text.expected);
    test.expected = expected;
  }

  if (text.metadata.trim() !== '') {
    const [metadata, ...more] = readEvents(text.metadata);
    if (more.length > 0) {
      throw new Error('The metadata must be one object.');
    }

    test.metadata = metadata;
  }

  return test;
}
