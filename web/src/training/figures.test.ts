import { expect, test } from 'vitest';
import {
  add_days,
  bytes,
  clock,
  count,
  days_between,
  duration,
  figure,
  kilometres,
  pace,
  pace_of,
  signed,
  with_unit,
} from './figures';

test('figures of a run read as runners write them', () => {
  expect([24_100, 99_960, 1_240_300, 0, null].map(kilometres)).toEqual([
    '24.1 km',
    '100 km',
    '1,240 km',
    '0.0 km',
    '–',
  ]);
  expect([59, 90, 3600, 5040, undefined].map(duration)).toEqual(['59 s', '2 min', '1 h', '1 h 24 min', '–']);
  expect([332, 3753, 59.7, null].map(clock)).toEqual(['5:32', '1:02:33', '1:00', '–']);
  expect([pace(332), pace(null), pace_of(10_000, 3000), pace_of(0, 3000)]).toEqual(['5:32 /km', '–', '5:00 /km', '–']);
  expect([figure(1320.4, 'm'), figure(1.234, 'm', 2), figure(null, 'm')]).toEqual(['1,320 m', '1.23 m', '–']);
});

test('a figure brings its unit', () => {
  const written = [
    with_unit(24.1, 'km'),
    with_unit(3, 'runs'),
    with_unit(41.25, '%'),
    with_unit(1234.5, 'm'),
    with_unit(null, 'km'),
  ];
  expect(written).toEqual(['24.1 km', '3 runs', '41.3%', '1,235 m', '–']);
  expect([signed(7, 'km'), signed(-0.5, 'km'), signed(0, 'm')]).toEqual(['+7 km', '−0.5 km', '0 m']);
});

test('days are counted without time zones', () => {
  expect(days_between('2026-09-20', '2026-10-01')).toBe(11);
  expect(add_days('2026-10-24', 2)).toBe('2026-10-26');
});

test('numbers of things and of bytes', () => {
  expect([count(1, 'run'), count(1243, 'run'), count(0, 'ride')]).toEqual(['1 run', '1,243 runs', '0 rides']);
  expect([bytes(1), bytes(4_194_304), bytes(2.1e9)]).toEqual(['1 kB', '4.2 MB', '2.10 GB']);
});
