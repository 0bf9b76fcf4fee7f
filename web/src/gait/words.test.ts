import { expect, test } from 'vitest';
import { band_text, is_given, number_text, places_of, session_name, sources_of, value_text, with_unit } from './words';

test('figures have as many digits as they deserve', () => {
  expect([166.4, 12.34, 1.234, -3.5, 0, -0.001, 30].map(number_text)).toEqual([
    '166',
    '12.3',
    '1.23',
    '−3.5',
    '0',
    '0',
    '30',
  ]);
  expect(number_text(null)).toBe('–');
});

test('units', () => {
  expect(with_unit('12', 'deg')).toBe('12°');
  expect(with_unit('3', '%')).toBe('3%');
  expect(with_unit('166', 'steps/min')).toBe('166 steps/min');
  expect(value_text(undefined, 'ms')).toBe('–');
  expect(band_text({ mean: 4, low: 3, high: -5 })).toBe('3 to −5');
  expect(band_text({ mean: 4 })).toBe('');
});

test('a refused metric is not given', () => {
  const metric = { id: 'cadence', name: 'Cadence', unit: 'steps/min', values: { both: { mean: 166 }, left: null } };
  expect(is_given(metric)).toBe(true);
  expect(places_of(metric)).toEqual([['Both', { mean: 166 }]]);
  expect(is_given({ ...metric, refused: 'too few steps' })).toBe(false);
  expect(is_given({ id: 'x', name: 'X', unit: '' })).toBe(false);
});

test('names and sources', () => {
  expect(session_name('walking', 'side')).toBe('Walking, from the side');
  expect(session_name(null, null)).toBe('Recording');
  expect(sources_of({ a: { citation: 'A' } }, ['a', { citation: 'B', url: 'u' }], null, ['a', 'c'])).toEqual([
    { citation: 'A', url: null, seen: null },
    { citation: 'B', url: 'u', seen: null },
    { citation: 'c', url: null, seen: null },
  ]);
});
