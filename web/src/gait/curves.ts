// Lines and bands of an angle over the stride, as paths of a drawing.

import type { AngleCurve, MeanCurve } from './types';

export interface Frame {
  width: number;
  height: number;
  low: number;
  high: number;
}

type Values = readonly (number | null)[];
const known = (value: number | null | undefined): value is number =>
  typeof value === 'number' && Number.isFinite(value);

// Everything that is drawn fits; the ends are round numbers.
export function range_of(curve: AngleCurve): { low: number; high: number; step: number } {
  const values: number[] = [];
  for (const side of [curve.left, curve.right]) {
    side?.mean.forEach((mean, index) => {
      const sd = side.sd?.[index] ?? 0;
      if (known(mean)) values.push(mean - sd, mean + sd);
    });
  }
  for (const bound of [curve.reference?.low, curve.reference?.high]) values.push(...(bound ?? []).filter(known));
  if (values.length === 0) return { low: 0, high: 1, step: 1 };
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const step = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100].find((size) => (most - least) / size <= 6) ?? 200;
  const low = Math.floor(least / step) * step;
  return { low, high: Math.max(low + step, Math.ceil(most / step) * step), step };
}

const x_of = (percent: number, frame: Frame) => (percent / 100) * frame.width;
const y_of = (value: number, frame: Frame) => frame.height * (1 - (value - frame.low) / (frame.high - frame.low));
const two = (value: number) => String(Math.round(value * 100) / 100);
const at = (percent: number, value: number, frame: Frame) => `${two(x_of(percent, frame))} ${two(y_of(value, frame))}`;

// A gap in the values is a gap in the line.
export function line_path(percent: readonly number[], values: Values, frame: Frame): string {
  let path = '';
  let drawing = false;
  percent.forEach((place, index) => {
    const value = values[index];
    if (known(value)) path += `${drawing ? 'L' : 'M'}${at(place, value, frame)}`;
    drawing = known(value);
  });
  return path;
}

export function band_path(percent: readonly number[], low: Values, high: Values, frame: Frame): string {
  const places = percent.flatMap((place, index) => {
    const [from, to] = [low[index], high[index]];
    return known(from) && known(to) ? [{ place, from, to }] : [];
  });
  if (places.length < 2) return '';
  const above = places.map(({ place, to }) => at(place, to, frame));
  const below = places.reverse().map(({ place, from }) => at(place, from, frame));
  return `M${above.join('L')}L${below.join('L')}Z`;
}

export function spread_of(side: MeanCurve): { low: Values; high: Values } {
  const moved = (direction: 1 | -1) =>
    side.mean.map((mean, index) => (known(mean) ? mean + direction * (side.sd?.[index] ?? 0) : null));
  return { low: moved(-1), high: moved(1) };
}

// "12 to 95": for those who hear the drawing.
export function extent_text(side: MeanCurve | null | undefined): string {
  const values = side?.mean.filter(known) ?? [];
  return values.length === 0 ? '' : `${Math.round(Math.min(...values))} to ${Math.round(Math.max(...values))}`;
}
