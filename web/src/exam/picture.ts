// Where bars and marks stand in the pictures of a result.
import type { Expected, LegResult } from './types';

/// Share of the longer bar, 0 to 1.
export function bar_share(value: number, other: number | null): number {
  const most = Math.max(value, other ?? 0);
  return most > 0 ? value / most : 0;
}

/// Place on a line from 2 SD below to 2 SD above, 0 to 1; null without an SD.
export function band_place(value: number | null, expected: Expected | null): number | null {
  if (value === null || !expected?.sd) return null;
  return Math.min(1, Math.max(0, (value - expected.centre) / expected.sd / 4 + 0.5));
}

/// What a leg reached, in words: "18 repetitions", "92 N", "2 parts".
export function reached(leg: LegResult, unit: string): string {
  if (leg.parts) return leg.parts.length === 0 ? 'keeps its line' : `leaves its line: ${leg.parts.join(', ')}`;
  if (leg.value === null) return `${leg.force_n} N`;
  return `${leg.value} ${unit}`;
}
