// How the figures of a gait report are written.

import type { Source } from '../types';
import type { GaitReport, GaitSource, Metric, Spread } from './types';

const missing = '–';

export function number_text(value: number | null | undefined): string {
  if (value === null || value === undefined) return missing;
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : 2;
  const text = value
    .toFixed(digits)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
  return (text === '-0' ? '0' : text).replace('-', '−');
}

// "12.4°", "166 steps/min"
export function with_unit(text: string, unit: string): string {
  if (unit === 'deg' || unit === '°') return `${text}°`;
  if (unit === '' || unit === 'ratio' || unit === '1') return text;
  return unit === '%' || unit === 'percent' ? `${text}%` : `${text} ${unit}`;
}

export function value_text(spread: Spread | null | undefined, unit: string): string {
  return spread ? with_unit(number_text(spread.mean), unit) : missing;
}

// "12 to 15": what the value may be, given how much the strides differ and how well a camera measures.
export function band_text(spread: Spread | null | undefined): string {
  const { low, high } = spread ?? {};
  if (low === null || low === undefined || high === null || high === undefined) return '';
  return `${number_text(low)} to ${number_text(high)}`;
}

export type Place = [label: string, spread: Spread];

// The sides that were measured; "both" where there is no other.
export function places_of({ values }: Metric): Place[] {
  const sides: [string, Spread | null | undefined][] = [
    ['Left', values?.left],
    ['Right', values?.right],
    ['Both', values?.both],
  ];
  return sides.filter((place): place is Place => Boolean(place[1]));
}

export const is_given = (metric: Metric) => !metric.refused && places_of(metric).length > 0;

// Each once, in the shape that the page shows; `known` are the report's sources by id.
export function sources_of(
  known: GaitReport['sources'],
  ...lists: (readonly GaitSource[] | null | undefined)[]
): Source[] {
  const sources = lists
    .flatMap((list) => list ?? [])
    .map((source) => {
      const found = typeof source === 'string' ? known?.[source] : source;
      return { citation: found?.citation ?? String(source), url: found?.url ?? null, seen: null };
    });
  return [...new Map(sources.map((source) => [source.citation, source])).values()];
}

export const kind_words: Record<string, string> = {
  running: 'Running',
  walking: 'Walking',
  standing: 'Standing',
  unclear: 'Not clear',
};

export const view_words: Record<string, string> = {
  side: 'from the side',
  behind: 'from behind',
  '3d': 'in three dimensions',
};

export function session_name(kind: string | null | undefined, view: string | null | undefined): string {
  return [kind_words[kind ?? ''] ?? 'Recording', view_words[view ?? '']].filter(Boolean).join(', ');
}

export function time_text(iso: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime())
    ? iso
    : time.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
