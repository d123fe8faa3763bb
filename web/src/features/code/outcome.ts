import type { RunAnswer, RunEvent } from '@/api/generated/schema';
import type { Mark } from './monaco/CodeEditor';

export type JsonObject = Record<string, unknown>;

/** What became of an event. */
export type Fate = 'same' | 'changed' | 'split' | 'dropped' | 'failed';

const inCode = /\btransformation:(\d+):(\d+)/;
const inWords = /\bLine (\d+), column (\d+)/i;

/** Where in the code an error is; null: elsewhere, or nobody knows. */
export function placeOf(error: string): { line: number; column: number } | null {
  const found = inCode.exec(error) ?? inWords.exec(error);
  return found === null ? null : { line: Number(found[1]), column: Number(found[2]) };
}

/** The error's first line, with the line of the code it is on. */
export function sentenceOf(error: string): string {
  const first = (error.split('\n')[0] ?? '').replace(/\s*\[transformation:\d+:\d+\]$/, '').trim();
  const place = placeOf(error);
  return place === null || inWords.test(first) ? first : `Line ${place.line}: ${first}`;
}

/** Places that an answer calls wrong, each once. */
export function marksOf(errors: readonly string[]): Mark[] {
  const marks = new Map<string, Mark>();
  for (const error of errors) {
    const place = placeOf(error);
    if (place !== null) {
      marks.set(`${place.line}:${place.column} ${sentenceOf(error)}`, { ...place, message: sentenceOf(error) });
    }
  }

  return [...marks.values()];
}

/** Every error of an answer. */
export const errorsOf = (answer: RunAnswer): string[] => [...(answer.error === null ? [] : [answer.error]), ...answer.events.flatMap((e) => e.errors), ...answer.others.errors];

export function fateOf(input: JsonObject, { outputs, errors }: RunEvent): Fate {
  if (errors.length > 0) {
    return 'failed';
  }

  if (outputs.length !== 1) {
    return outputs.length === 0 ? 'dropped' : 'split';
  }

  return isSame(input, outputs[0]) ? 'same' : 'changed';
}

/** JSON to be read: two spaces, a line for each member. */
export const shown = (value: unknown): string => JSON.stringify(value, null, 2);

/** What came of an event, as the side of a diff. */
export const shownOutputs = (outputs: readonly unknown[]): string => (outputs.length === 0 ? '' : shown(outputs.length === 1 ? outputs[0] : outputs));

/** Events that somebody has written: one object, a list of them, or one in each line. @throws {Error} A sentence that says what is wrong. */
export function readEvents(text: string): JsonObject[] {
  if (text.trim() === '') {
    throw new Error('Paste an event, a list of events, or one event in each line.');
  }

  const read = parse(text) ?? text.split('\n').filter((line) => line.trim() !== '').map((line, place) => parse(line) ?? fail(`Line ${place + 1} is not JSON.`));
  const events = Array.isArray(read) ? read : [read];
  const odd = events.findIndex((e) => typeof e !== 'object' || e === null || Array.isArray(e));
  return odd >= 0 ? fail(`Event ${odd + 1} is not an object.`) : events.length === 0 ? fail('The list is empty.') : (events as JsonObject[]);
}

/** Are two JSON values the same, whatever the order of their members? */
export function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
    return a === b;
  }

  const [left, right] = [Object.entries(a), Object.entries(b)];
  return Array.isArray(a) === Array.isArray(b) && left.length === right.length && left.every(([name, value]) => Object.hasOwn(b, name) && isSame(value, (b as JsonObject)[name]));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function fail(sentence: string): never {
  throw new Error(sentence);
}
