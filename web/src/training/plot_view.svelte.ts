// What several plots of the same x values show together: the stretch in view, and the cursor.

import { middle_of, seconds_of, week_s } from './weeks';

export interface Stretch {
  from: number;
  to: number;
}

const zoom_step = 1.6;

export class PlotView {
  from = $state(0);
  to = $state(1);
  cursor = $state<number | null>(null); // an index of x
  pointed = false; // the cursor follows the mouse, and goes with it
  dismissed = $state(false); // the pointer still rests there, but the reader has put the note away
  cursor_px = $state<number | null>(null); // where the cursor stands in the first panel

  readonly all: Stretch;
  readonly narrowest: number;

  // `x` rises by about `gap`. `margin` is added at both ends, so that the first and the last bar are whole; `reach` is
  // shown too, when it lies beyond.
  constructor(
    readonly x: readonly number[],
    readonly first: Stretch,
    readonly gap: number,
    margin: number,
    reach = -Infinity,
  ) {
    this.all = { from: (x[0] ?? 0) - margin, to: Math.max((x.at(-1) ?? 1) + margin, reach) };
    this.narrowest = Math.min(this.all.to - this.all.from, Math.max(gap * 4, (this.all.to - this.all.from) / 500));
    this.show(first.from, first.to);
  }

  get whole(): boolean {
    return this.from <= this.all.from && this.to >= this.all.to;
  }

  // Keeps the width where it can, and stays within what there is.
  show(from: number, to: number): void {
    const width = Math.min(Math.max(to - from, this.narrowest), this.all.to - this.all.from);
    const start = Math.min(Math.max((from + to - width) / 2, this.all.from), this.all.to - width);
    this.from = start;
    this.to = start + width;
  }

  zoom(direction: 1 | -1): void {
    const width = (this.to - this.from) * (direction > 0 ? 1 / zoom_step : zoom_step);
    const at = this.cursor === null ? undefined : this.x[this.cursor];
    const centre = at !== undefined && at >= this.from && at <= this.to ? at : (this.from + this.to) / 2;
    // The cursor keeps its place on the screen.
    const share = (centre - this.from) / (this.to - this.from);
    this.show(centre - share * width, centre + (1 - share) * width);
  }

  move(direction: 1 | -1): void {
    const step = (direction * (this.to - this.from)) / 2;
    this.show(this.from + step, this.to + step);
  }

  reset(): void {
    this.show(this.first.from, this.first.to);
  }

  show_all(): void {
    this.show(this.all.from, this.all.to);
  }

  // Moves the cursor by some points; what it points at comes into view.
  step(points: number): void {
    this.pointed = false;
    const last = this.x.length - 1;
    const start = this.cursor ?? (points > 0 ? this.first_in_view() - 1 : this.last_in_view() + 1);
    this.point_at(Math.min(Math.max(start + points, 0), last));
  }

  point_at(index: number): void {
    this.cursor = index;
    this.dismissed = false;
    const x = this.x[index];
    if (x === undefined) return;
    const room = this.gap / 2;
    const width = this.to - this.from;
    if (x - room < this.from) this.show(x - room, x - room + width);
    else if (x + room > this.to) this.show(x + room - width, x + room);
  }

  first_in_view(): number {
    return Math.max(
      0,
      this.x.findIndex((x) => x >= this.from),
    );
  }

  last_in_view(): number {
    return Math.max(
      0,
      this.x.findLastIndex((x) => x <= this.to),
    );
  }
}

// The pain may have begun after the last run: that day belongs into the picture, unless it is far away.
export function plot_weeks(weeks: readonly { from: string }[], first: Stretch, onset: string | null): PlotView {
  const x = weeks.map(middle_of);
  const reach = onset === null ? -Infinity : seconds_of(onset) + week_s;
  return new PlotView(x, first, week_s, week_s / 2, reach < (x.at(-1) ?? 0) + 26 * week_s ? reach : -Infinity);
}
