import { useState } from 'react';
import { useRunCode } from '@/api/code';
import type { RunAnswer, RunInput } from '@/api/generated/schema';
import { Problem, reasonOf } from '@/api/problem';
import { errorsOf, marksOf, type JsonObject } from './outcome';
import type { Mark } from './monaco/CodeEditor';

/** Code that was tried, and what came of it. */
export type Trial = { inputs: JsonObject[]; answer: RunAnswer };

// Where samples seem to come from and go to.
const metadata = {
  sourceId: 'sample-source',
  sourceName: 'Sample source',
  sourceType: 'Javascript',
  destinationId: 'sample-destination',
  destinationName: 'Sample destination',
  destinationType: 'WEBHOOK',
};

/** Runs code on events and keeps what came of it until it is run again. */
export function useTrial() {
  const run = useRunCode();
  const [trial, setTrial] = useState<Trial | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  const attempt = async (what: () => { code: Omit<RunInput, 'events'>; events: JsonObject[] }) => {
    setProblem(null);
    try {
      const { code, events } = what();
      setTrial({ inputs: events, answer: await run.mutateAsync({ metadata, ...code, events }) });
    } catch (why) {
      setTrial(null);
      setProblem(why instanceof Problem && Object.keys(why.errors).length > 0 ? Object.values(why.errors).flat().join(' ') : reasonOf(why));
    }
  };
  const marks: Mark[] = trial === null ? [] : marksOf(errorsOf(trial.answer));
  return { trial, problem, marks, isRunning: run.isPending, attempt };
}
