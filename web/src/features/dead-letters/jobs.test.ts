import { expect, test } from 'vitest';
import type { JobReport } from '@/api/generated/schema';
import { progressOf, whatOf } from './jobs';

const job = (more: Partial<JobReport>): JobReport => ({
  id: 'j', kind: 'letters', state: 'running', createdAt: '2026-01-01T00:00:00Z', asked: {}, problem: null, perSecond: 0, left: null,
  progress: { read: 0, matched: 0, delivered: 0, filtered: 0, dropped: 0, failed: 0, waiting: 0, share: 0 }, ...more,
});

test('what a job delivers again is said in words', () => {
  expect(whatOf(job({ asked: { reason: 'rejected' } }))).toBe('Events that failed: rejected');
  expect(whatOf(job({ asked: { letters: [{}] } }))).toBe('1 chosen event');
  expect(whatOf(job({ asked: { letters: [{}, {}], transformationVersion: 'ver_1' } }))).toBe('2 chosen events, through another version of the transformation');
});

test('how far it is names only what there is', () => {
  expect(progressOf(job({}))).toBe('0 delivered');
  const progress = { read: 9, matched: 9, delivered: 4, filtered: 1, dropped: 1, failed: 2, waiting: 1, share: 0.5 };
  expect(progressOf(job({ progress, perSecond: 3.5, left: '00:00:09' }))).toBe('4 delivered · 2 failed again · 2 left out · 1 waiting · 3.5 a second · 00:00:09 left');
});
