/** The server answers others meanwhile. */
const AT_ONCE = 4;

/** What came of many requests, each in the order of what it was for. */
export type Settled<T, R> = { done: R[]; refused: { item: T; error: unknown }[] };

/** Asks for each, a few at a time. @param onStep Is told how many are answered. */
export async function settleEach<T, R>(items: readonly T[], ask: (item: T) => Promise<R>, onStep: (answered: number) => void): Promise<Settled<T, R>> {
  const answers: ({ result: R } | { error: unknown })[] = [];
  let answered = 0;
  // Each takes the next of the same row.
  const row = items.entries();
  const work = async () => {
    for (const [at, item] of row) {
      answers[at] = await ask(item).then(
        (result) => ({ result }),
        (error: unknown) => ({ error }),
      );
      onStep(++answered);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return {
    done: answers.flatMap((answer) => ('result' in answer ? [answer.result] : [])),
    refused: items.flatMap((item, at) => {
      const answer = answers[at];
      return answer !== undefined && 'error' in answer ? [{ item, error: answer.error }] : [];
    }),
  };
}
