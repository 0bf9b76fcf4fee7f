// What the plots draw besides their series: marks that do not rest on colour alone. Sizes are in CSS pixels.

import uPlot from 'uplot';
import type { Span } from '../types';
import { day_s, seconds_of } from './weeks';

export const colour = (token: string) =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${token}`).trim();

export const room_for_onset = 46;
export const room_for_bars = 8;

const label_px = 13; // a whole number: uPlot scales it by its digits

export const axis_font = `${label_px}px system-ui, sans-serif`;

function with_context(plot: uPlot, paint: (context: CanvasRenderingContext2D, px: number) => void): void {
  const { ctx } = plot;
  ctx.save();
  paint(ctx, uPlot.pxRatio);
  ctx.restore();
}

// The day the pain began (or the days between which it did): a dashed line or band from top to bottom. Its label stands
// above those of the spans.
export function paint_onset(plot: uPlot, onset: string, until: string | null, label: boolean): void {
  const x = plot.valToPos(seconds_of(onset) + (until ? 0 : day_s / 2), 'x', true);
  const end = until ? plot.valToPos(seconds_of(until) + day_s, 'x', true) : x;
  const { left, width, top, height } = plot.bbox;
  if (end < left || x > left + width) return;
  with_context(plot, (ctx, px) => {
    ctx.beginPath();
    ctx.rect(left, 0, width, top + height);
    ctx.clip();
    if (until) {
      ctx.fillStyle = colour('emergency');
      ctx.globalAlpha = 0.14;
      ctx.fillRect(x, top, end - x, height);
      ctx.globalAlpha = 1;
    }
    ctx.beginPath();
    for (const edge of until ? [x, end] : [x]) {
      ctx.moveTo(edge, label ? top - 40 * px : top);
      ctx.lineTo(edge, top + height);
    }
    ctx.strokeStyle = colour('surface'); // a seam, so that the line shows on a bar, too
    ctx.lineWidth = 5 * px;
    ctx.stroke();
    ctx.strokeStyle = colour('emergency');
    ctx.lineWidth = 2 * px;
    ctx.setLineDash([5 * px, 4 * px]);
    ctx.stroke();
    if (!label) return;
    ctx.fillStyle = colour('emergency');
    ctx.font = `600 ${label_px * px}px system-ui, sans-serif`;
    ctx.textBaseline = 'middle';
    const text = 'Pain began';
    const fits = end + 6 * px + ctx.measureText(text).width < left + width;
    ctx.textAlign = fits ? 'left' : 'right';
    ctx.fillText(text, fits ? end + 6 * px : x - 6 * px, top - 33 * px);
  });
}

// A bracket over the weeks that are compared, named where there is room.
export function paint_span(plot: uPlot, { from, to }: Span, label: string): void {
  const { left, width, top } = plot.bbox;
  const start = Math.max(plot.valToPos(seconds_of(from), 'x', true), left);
  const end = Math.min(plot.valToPos(seconds_of(to) + day_s, 'x', true), left + width);
  if (end <= start) return;
  with_context(plot, (ctx, px) => {
    const [inner_start, inner_end] = [start + 2 * px, end - 2 * px];
    ctx.strokeStyle = ctx.fillStyle = colour('ink-soft');
    ctx.lineWidth = 1.5 * px;
    ctx.beginPath();
    ctx.moveTo(inner_start, top);
    ctx.lineTo(inner_start, top - 5 * px);
    ctx.lineTo(inner_end, top - 5 * px);
    ctx.lineTo(inner_end, top);
    ctx.stroke();
    ctx.font = `${label_px * px}px system-ui, sans-serif`;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    if (ctx.measureText(label).width + 8 * px < end - start) ctx.fillText(label, (start + end) / 2, top - 14 * px);
  });
}

// One, two or three triangles above a bar.
export function paint_triangles(plot: uPlot, x: number, y: number, number: number, half_px: number): void {
  const at = plot.valToPos(x, 'x', true);
  const { left, width } = plot.bbox;
  if (number === 0 || at < left || at > left + width) return;
  with_context(plot, (ctx, px) => {
    const half = half_px * px;
    ctx.fillStyle = colour('urgent');
    ctx.strokeStyle = colour('surface');
    ctx.lineWidth = 1.5 * px;
    for (let index = 0; index < number; ++index) {
      const base = plot.valToPos(y, 'y', true) - 4 * px - index * (half * 1.5 + 1.5 * px);
      ctx.beginPath();
      ctx.moveTo(at - half, base);
      ctx.lineTo(at + half, base);
      ctx.lineTo(at, base - half * 1.5);
      ctx.closePath();
      ctx.stroke();
      ctx.fill();
    }
  });
}
