import { expect, test } from 'vitest';
import { band_path, extent_text, line_path, range_of, spread_of } from './curves';

const frame = { width: 100, height: 50, low: 0, high: 10 };

test('lines have gaps where nothing was measured', () => {
  expect(line_path([0, 25, 50, 75, 100], [0, 10, null, 5, 5], frame)).toBe('M0 50L25 0M75 25L100 25');
  expect(line_path([], [], frame)).toBe('');
});

test('a band goes there above and back below', () => {
  expect(band_path([0, 100], [0, 0], [10, 5], frame)).toBe('M0 0L100 25L100 50L0 50Z');
  expect(band_path([0, 100], [0, null], [10, 5], frame)).toBe('');
});

test('the range is round and holds the bands', () => {
  const curve = {
    id: 'k',
    name: 'Knee',
    unit: 'deg',
    percent: [0, 100],
    left: { mean: [12, 40], sd: [3, 3] },
    right: null,
  };
  expect(range_of(curve)).toEqual({ low: 0, high: 50, step: 10 });
  expect(range_of({ ...curve, left: null })).toEqual({ low: 0, high: 1, step: 1 });
  expect(spread_of(curve.left)).toEqual({ low: [9, 37], high: [15, 43] });
  expect(extent_text(curve.left)).toBe('12 to 40');
  expect(extent_text(null)).toBe('');
});
