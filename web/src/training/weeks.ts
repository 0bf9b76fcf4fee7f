// Weeks on a time axis, and what the axes of the plots say.

import type { SpikeState, Training, Week } from '../types';
import type { Stretch } from './plot_view.svelte';

export const day_s = 86_400;
export const week_s = 7 * day_s;

export const seconds_of = (day: string) => Date.parse(day) / 1000;

export const middle_of = (week: { from: string }) => seconds_of(week.from) + week_s / 2;

// From the 18 weeks before the pain (those that are compared, and two more) to six after it; else the last half year.
export function first_view({ onset, weeks }: Pick<Training, 'onset' | 'weeks'>): Stretch {
  const start = seconds_of(weeks[0]!.from);
  const end = seconds_of(weeks.at(-1)!.from) + week_s;
  const at = onset ? seconds_of(onset) : null;
  if (at === null || at < start || at > end + 8 * week_s) return { from: end - 26 * week_s, to: end };
  return { from: at - 18 * week_s, to: at + 6 * week_s };
}

export const spike_marks: Record<SpikeState, number> = {
  reference: 0,
  small_spike: 1,
  moderate_spike: 2,
  large_spike: 3,
};

export const spike_words: Record<SpikeState, string> = {
  reference: 'no spike',
  small_spike: 'small spike',
  moderate_spike: 'moderate spike',
  large_spike: 'large spike',
};

// Runs of weeks without a run are one line in the table.
export type WeekRow = { week: Week } | { empty: number; from: string; to: string };

export function table_rows(weeks: readonly Week[]): WeekRow[] {
  const rows: WeekRow[] = [];
  for (const week of weeks) {
    const before = rows.at(-1);
    if (week.runs > 0) rows.push({ week });
    else if (before && 'empty' in before) rows[rows.length - 1] = { ...before, empty: before.empty + 1, to: week.from };
    else rows.push({ empty: 1, from: week.from, to: week.from });
  }
  return rows.reverse();
}

// Seconds at which the time axis has a mark: Mondays while there are few, else first days of months or years.
export function time_marks(from: number, to: number, most: number): number[] {
  const monday = Math.ceil((from - 4 * day_s) / week_s) * week_s + 4 * day_s; // day 0 was a Thursday
  for (const step of [1, 2]) {
    if ((to - from) / (step * week_s) > most) continue;
    const marks: number[] = [];
    for (let at = monday; at <= to; at += step * week_s) marks.push(at);
    return marks;
  }
  const first = new Date(from * 1000);
  const months = (to - from) / (30.44 * day_s);
  const step = [1, 2, 3, 6, 12, 24, 60, 120].find((step) => months / step <= most) ?? 240;
  const marks: number[] = [];
  let month = Math.floor((first.getUTCFullYear() * 12 + first.getUTCMonth()) / step) * step;
  for (; ; month += step) {
    const at = Date.UTC(Math.floor(month / 12), month % 12) / 1000;
    if (at > to) return marks;
    if (at >= from) marks.push(at);
  }
}

// "14 Sep", "Sep", "2026": as short as the marks allow; the year is named at the first mark and in January.
export function time_labels(marks: readonly number[], locale?: string): string[] {
  const gap = marks.length > 1 ? marks[1]! - marks[0]! : 0;
  const name = (at: number, parts: Intl.DateTimeFormatOptions) =>
    new Date(at * 1000).toLocaleDateString(locale, { ...parts, timeZone: 'UTC' });
  let year = '';
  return marks.map((at) => {
    const this_year = name(at, { year: 'numeric' });
    if (gap > 360 * day_s) return this_year;
    const label = gap > 20 * day_s ? name(at, { month: 'short' }) : name(at, { day: 'numeric', month: 'short' });
    const with_year = this_year === year ? label : `${label}\n${this_year}`;
    year = this_year;
    return with_year;
  });
}

// The span of most values, with a little room: a stop at a traffic light does not flatten the rest.
export function usual_range(values: readonly (number | null)[], least = 1): [number, number] {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  if (sorted.length === 0) return [0, least];
  const at = (part: number) => sorted[Math.round(part * (sorted.length - 1))]!;
  const reach = Math.max(3 * (at(0.75) - at(0.25)), least / 2);
  const low = Math.max(at(0), at(0.25) - reach);
  const high = Math.min(at(1), at(0.75) + reach);
  const room = Math.max((high - low) * 0.08, (least - (high - low)) / 2);
  return [low - room, high + room];
}

// The span of all values, with a little room.
export function whole_range(values: readonly (number | null)[], least = 1): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value === null) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return [0, least];
  const room = Math.max((high - low) * 0.08, (least - (high - low)) / 2);
  return [low - room, high + room];
}
