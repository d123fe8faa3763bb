import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sentenceOf } from './problems';

test('every problem that the server names has a sentence, and others have one too', () => {
  const document = readFileSync('../docs/reference/openapi.json', 'utf8');
  const named = /problem=([\w|]+)/.exec(document)?.[1]?.split('|') ?? [];
  expect(named.length).toBeGreaterThan(5);
  const other = sentenceOf('constructor');
  expect(other).toContain('did not work');
  expect(named.filter((problem) => sentenceOf(problem) === other)).toEqual([]);
});
