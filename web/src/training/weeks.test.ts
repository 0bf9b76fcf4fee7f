import { expect, test } from 'vitest';
import type { Week } from '../types';
import { PlotView, plot_weeks } from './plot_view.svelte';
import {
  first_view,
  middle_of,
  seconds_of,
  table_rows,
  time_labels,
  time_marks,
  usual_range,
  whole_range,
} from './weeks';

const week = (from: string, runs = 1): Week => ({
  from,
  runs,
  distance_m: runs * 5000,
  longest_run_m: 5000,
  ascent_m: 0,
  descent_m: 0,
  moving_s: 1800,
  spike: null,
});
const day = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 10);

test('a few weeks are marked by Mondays, many by months, very many by years', () => {
  const marks = (from: string, to: string) => time_marks(seconds_of(from), seconds_of(to), 6).map(day);
  expect(marks('2026-09-01', '2026-10-01')).toEqual(['2026-09-07', '2026-09-14', '2026-09-21', '2026-09-28']);
  expect(marks('2026-05-20', '2026-11-10')).toEqual([
    '2026-06-01',
    '2026-07-01',
    '2026-08-01',
    '2026-09-01',
    '2026-10-01',
    '2026-11-01',
  ]);
  expect(marks('2025-12-15', '2026-12-15')).toEqual([
    '2026-01-01',
    '2026-03-01',
    '2026-05-01',
    '2026-07-01',
    '2026-09-01',
    '2026-11-01',
  ]);
  expect(marks('2012-10-01', '2019-11-01')).toEqual(['2014-01-01', '2016-01-01', '2018-01-01']);
});

test('the year is named where it begins', () => {
  const marks = ['2025-11-01', '2025-12-01', '2026-01-01'].map(seconds_of);
  expect(time_labels(marks, 'en')).toEqual(['Nov\n2025', 'Dec', 'Jan\n2026']);
  expect(time_labels(['2014-01-01', '2016-01-01'].map(seconds_of), 'en')).toEqual(['2014', '2016']);
});

test('the first view holds the weeks that are compared', () => {
  const weeks = Array.from({ length: 60 }, (_, index) => week(day(seconds_of('2025-10-06') + index * 7 * 86_400)));
  const view = first_view({ onset: '2026-10-01', weeks });
  expect([day(view.from), day(view.to)]).toEqual(['2026-05-28', '2026-11-12']);
  const last = first_view({ onset: null, weeks });
  expect((last.to - last.from) / 604_800).toBe(26);
});

test('weeks without a run share a line, newest first', () => {
  const rows = table_rows([week('2026-09-07'), week('2026-09-14', 0), week('2026-09-21', 0), week('2026-09-28')]);
  expect(rows).toEqual([
    { week: week('2026-09-28') },
    { empty: 2, from: '2026-09-14', to: '2026-09-21' },
    { week: week('2026-09-07') },
  ]);
});

test('a pause does not set the scale', () => {
  const [low, high] = usual_range([...Array.from({ length: 98 }, () => 330), 4000, null, 335]);
  expect(low).toBeGreaterThan(320);
  expect(high).toBeLessThan(345);
  // The walks of a run-walk belong into the picture.
  expect(usual_range(Array.from({ length: 90 }, (_, index) => (index % 3 === 0 ? 600 : 330)))[1]).toBeGreaterThan(600);
  expect(whole_range([100, null, 200])).toEqual([92, 208]);
  expect(usual_range([])).toEqual([0, 1]);
});

test('the view stays within what there is, and the cursor within the view', () => {
  const weeks = Array.from({ length: 100 }, (_, index) => ({
    from: day(seconds_of('2025-01-06') + index * 7 * 86_400),
  }));
  const x = weeks.map(middle_of);
  const view = plot_weeks(weeks, { from: x[60]!, to: x[80]! }, null);
  view.step(-1);
  expect(view.cursor).toBe(80);
  view.step(-30);
  expect(view.cursor).toBe(50);
  expect(view.from).toBeLessThanOrEqual(x[50]!);
  expect(view.to - view.from).toBeCloseTo(x[80]! - x[60]!);
  view.zoom(1);
  expect(view.from).toBeLessThanOrEqual(x[50]!);
  expect(view.to).toBeGreaterThan(x[50]!);
  for (let i = 0; i < 20; ++i) view.zoom(-1);
  expect(view.whole).toBe(true);
  view.step(1000);
  expect(view.cursor).toBe(99);
  view.show(x[99]!, x[99]! + 1e9);
  expect(view.to).toBe(view.all.to);

  const single = plot_weeks([{ from: '2026-09-14' }], { from: 0, to: 1 }, null);
  expect([day(single.from), day(single.to)]).toEqual(['2026-09-14', '2026-09-21']);
  expect(day(plot_weeks([{ from: '2026-09-14' }], { from: 0, to: 1 }, '2026-10-01').to)).toBe('2026-10-08');
  expect(day(plot_weeks([{ from: '2016-09-14' }], { from: 0, to: 1 }, '2026-10-01').to)).toBe('2016-09-21');
  expect(new PlotView([0, 0.5, 1], { from: 0, to: 1 }, 0.5, 0).whole).toBe(true);
});
