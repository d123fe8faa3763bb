import createClient from 'openapi-fetch';
import type { paths } from './generated/schema';
import { Problem } from './problem';

/** Every call of the control plane's API, typed by its OpenAPI document. A cookie says who is logged in. */
// The one of the moment: tests put theirs in its place after this was loaded.
export const api = createClient<paths>({ baseUrl: window.location.origin, credentials: 'same-origin', fetch: (request) => globalThis.fetch(request) });

type Answer<T> = { data?: T; error?: unknown; response: Response };

/** The answer's body. @throws {Problem} when the server refuses, or can't be reached. */
export async function answerOf<T>(call: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch {
    throw new Problem(0, 'The server can’t be reached. It is tried again when you do something.');
  }

  if (!answer.response.ok) {
    throw Problem.of(answer.response.status, answer.error);
  }

  return answer.data as T;
}

/** Headers of a change: made only when nobody else was faster. */
export function ifUnchanged(thing: { version: number }) {
  return { 'If-Match': `"${thing.version}"` };
}
