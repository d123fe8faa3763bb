import { expect, test } from 'vitest';
import { settleEach } from './settleEach';

test('one that is refused does not hold up the others, and only a few are asked at once', async () => {
  let [running, most] = [0, 0];
  const steps: number[] = [];
  const ask = async (n: number) => {
    most = Math.max(most, ++running);
    await Promise.resolve();
    running--;
    if (n % 5 === 3) {
      throw new Error(`no ${n}`);
    }

    return n * 10;
  };
  const { done, refused } = await settleEach([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], ask, (answered) => steps.push(answered));
  expect(done).toEqual([0, 10, 20, 40, 50, 60, 70, 90]);
  expect(refused).toEqual([{ item: 3, error: new Error('no 3') }, { item: 8, error: new Error('no 8') }]);
  expect(most).toBe(4);
  expect(steps).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});
