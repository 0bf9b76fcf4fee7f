import { expect, test } from 'vitest';
import { Progress, time_left } from './progress';

test('the slow start does not spoil the reckoning', () => {
  const progress = new Progress(100);
  progress.step(10_000);
  progress.step(11_000);
  expect(progress.remaining_s).toBeNull();
  for (let step = 0; step < 48; ++step) progress.step(11_000 + 100 * (step + 1));
  expect(progress.share).toBe(0.5);
  expect(progress.remaining_s).toBeCloseTo(5);
});

test('nothing to do is done', () => expect(new Progress(0).share).toBe(1));

test('time in words', () => {
  expect(time_left(null)).toBe('');
  expect(time_left(4)).toBe('a few seconds left');
  expect(time_left(44)).toBe('about 40 seconds left');
  expect(time_left(170)).toBe('about 3 minutes left');
});
