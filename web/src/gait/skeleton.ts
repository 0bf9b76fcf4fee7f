// The stick figure: which points are joined, and how it is painted. Left and right differ in colour and in dashes.

import { landmark_names, type LandmarkFile, type Person } from './landmarks';
import type { Rect } from './motion';

type Tone = 'left' | 'right' | 'middle';
interface Bone {
  from: number;
  to: number;
  tone: Tone;
}

const place = (name: string) => landmark_names.indexOf(name);
const limbs = [
  ['shoulder', 'elbow'],
  ['elbow', 'wrist'],
  ['shoulder', 'hip'],
  ['hip', 'knee'],
  ['knee', 'ankle'],
  ['ankle', 'heel'],
  ['heel', 'toe'],
  ['ankle', 'toe'],
] as const;

export const bones: Bone[] = [
  ...(['right', 'left'] as const).flatMap((side) =>
    limbs.map(([from, to]) => ({ from: place(`${side}_${from}`), to: place(`${side}_${to}`), tone: side })),
  ),
  { from: place('left_shoulder'), to: place('right_shoulder'), tone: 'middle' },
  { from: place('left_hip'), to: place('right_hip'), tone: 'middle' },
];

const least_visible = 0.3;

export interface Paint {
  left: string;
  right: string;
  middle: string;
  seam: string; // around the bones, so that they show on any film
}

// `scale`: pixels of the film to pixels of the canvas.
export function paint_skeleton(
  context: CanvasRenderingContext2D,
  person: Person,
  scale: number,
  paint: Paint,
  origin = { x: 0, y: 0 },
): void {
  const width = Math.max(2, context.canvas.width / 240);
  context.lineCap = 'round';
  for (const { from, to, tone } of bones) {
    const [start, end] = [person[from], person[to]];
    if (!start || !end || Math.min(start[2], end[2]) < least_visible) continue;
    context.beginPath();
    context.moveTo((start[0] - origin.x) * scale, (start[1] - origin.y) * scale);
    context.lineTo((end[0] - origin.x) * scale, (end[1] - origin.y) * scale);
    context.setLineDash([]);
    context.lineWidth = 2.4 * width;
    context.strokeStyle = paint.seam;
    context.stroke();
    context.setLineDash(tone === 'right' ? [3 * width, 2.5 * width] : []);
    context.lineWidth = 1.4 * width;
    context.strokeStyle = paint[tone];
    context.stroke();
  }
  context.setLineDash([]);
  const nose = person[0];
  if (!nose || nose[2] < least_visible) return;
  context.beginPath();
  context.arc((nose[0] - origin.x) * scale, (nose[1] - origin.y) * scale, 2 * width, 0, 2 * Math.PI);
  context.fillStyle = paint.middle;
  context.fill();
}

// The person whom the engine chose; where it says nothing, the first.
export function chosen_person(
  file: LandmarkFile,
  chosen: (number | null)[] | null | undefined,
  index: number,
): Person | null {
  const people = file.frames[index]?.people ?? [];
  if (!chosen || chosen.length !== file.frames.length) return people[0] ?? null;
  const place = chosen[index];
  return place === null || place === undefined ? null : (people[place] ?? null);
}

// Where the chosen person is, with some room around; null for who goes far, and for nobody.
export function room_of(file: LandmarkFile, chosen: (number | null)[] | null | undefined): Rect | null {
  const xs: number[] = [];
  const ys: number[] = [];
  file.frames.forEach((_, index) => {
    for (const point of chosen_person(file, chosen, index) ?? []) {
      if (!point || point[2] < least_visible) continue;
      xs.push(point[0]);
      ys.push(point[1]);
    }
  });
  if (xs.length === 0) return null;
  const [left, right] = [quantile(xs, 0.002), quantile(xs, 0.998)];
  const [top, bottom] = [quantile(ys, 0.002), quantile(ys, 0.998)];
  const height = (bottom - top) * 1.16;
  const width = Math.max((right - left) * 1.16, height * 1.2);
  if (height <= 0 || width > 1.6 * height) return null;
  return { x: (left + right - width) / 2, y: (top + bottom - height) / 2, width, height };
}

function quantile(values: number[], share: number): number {
  values.sort((one, other) => one - other);
  return values[Math.round(share * (values.length - 1))]!;
}

// The frame that is shown at that time: the last that has begun.
export function frame_at(times_s: readonly number[], time_s: number): number {
  let [low, high] = [0, times_s.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (times_s[middle]! <= time_s + 1e-6) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}

// The first frame from that time on.
export function frame_from(times_s: readonly number[], time_s: number): number {
  const frame = frame_at(times_s, time_s);
  return frame + 1 < times_s.length && times_s[frame]! < time_s - 1e-6 ? frame + 1 : frame;
}
