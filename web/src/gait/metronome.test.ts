import { expect, test } from 'vitest';
import { clicks_until, raised, within } from './metronome';

test('clicks are laid ahead, each once, without drift', () => {
  const all: number[] = [];
  let next_s = 0.05;
  for (let now_s = 0; now_s < 60; now_s += 0.025 + 0.01 * Math.sin(now_s)) {
    const laid = clicks_until(next_s, now_s, now_s + 0.2, 174);
    all.push(...laid.clicks);
    next_s = laid.next_s;
  }
  const heard = all.filter((at_s) => at_s < 60.05);
  expect(heard).toHaveLength(174);
  heard.forEach((at_s, number) => expect(at_s).toBeCloseTo(0.05 + (number * 60) / 174, 6));
});

test('what was slept through is not made up for', () => {
  const { clicks, missed } = clicks_until(1, 31.1, 31.4, 180);
  expect(missed).toBe(91);
  expect(clicks).toHaveLength(1);
  expect(clicks[0]).toBeGreaterThan(31.1);
});

test('steps per minute', () => {
  expect(raised(166, 5)).toBe(174);
  expect(raised(166, 10)).toBe(183);
  expect([within(80), within(170.4), within(500)]).toEqual([120, 170, 220]);
});
