// What the pose model saw, as genu's landmark file (docs/formats/gait.md), and back from such a file.

import type { Rect } from './motion';

export type Point = [x: number, y: number, visibility: number] | null;
export type Person = Point[];
export interface LandmarkFrame {
  time_s: number;
  people: Person[];
}

export type View = 'side' | 'behind';
export type Surface = 'treadmill' | 'over_ground';

export interface CaptureAnswers {
  view?: View;
  surface?: Surface;
  belt_speed_m_per_s?: number;
  body_height_cm?: number;
  slow_motion_factor?: number;
  standing_s?: [number, number];
}

export interface LandmarkFile extends CaptureAnswers {
  format: 'genu-landmarks';
  version: 1;
  width_px: number;
  height_px: number;
  landmarks: string[];
  frames: LandmarkFrame[];
}

// The points that genu uses, with their place among MediaPipe's 33.
const used: [name: string, place: number][] = [
  ['nose', 0],
  ['left_ear', 7],
  ['right_ear', 8],
  ['left_shoulder', 11],
  ['right_shoulder', 12],
  ['left_elbow', 13],
  ['right_elbow', 14],
  ['left_wrist', 15],
  ['right_wrist', 16],
  ['left_hip', 23],
  ['right_hip', 24],
  ['left_knee', 25],
  ['right_knee', 26],
  ['left_ankle', 27],
  ['right_ankle', 28],
  ['left_heel', 29],
  ['right_heel', 30],
  ['left_toe', 31],
  ['right_toe', 32],
];

export const landmark_names = used.map(([name]) => name);
const mediapipe_count = 33;

export interface ModelPoint {
  x: number; // shares of the square that the model saw
  y: number;
  visibility?: number;
}

const rounded = (value: number, digits: number) => Math.round(value * 10 ** digits) / 10 ** digits;

// In pixels of the picture.
export function person_of(points: ModelPoint[], square: Rect): Person {
  return used.map(([, place]) => {
    const point = points[place];
    if (!point) return null;
    const x = rounded(square.x + point.x * square.width, 1);
    const y = rounded(square.y + point.y * square.height, 1);
    return [x, y, rounded(Math.min(1, Math.max(0, point.visibility ?? 0)), 2)];
  });
}

export function middle_of_hips(person: Person): { x: number; y: number } | null {
  const [left, right] = [person[landmark_names.indexOf('left_hip')], person[landmark_names.indexOf('right_hip')]];
  return left && right ? { x: (left[0] + right[0]) / 2, y: (left[1] + right[1]) / 2 } : null;
}

export function landmark_file(
  size: { width: number; height: number },
  frames: LandmarkFrame[],
  answers: CaptureAnswers,
): LandmarkFile {
  return {
    format: 'genu-landmarks',
    version: 1,
    ...answers,
    width_px: size.width,
    height_px: size.height,
    landmarks: landmark_names,
    frames,
  };
}

// For the stick figure: the frames of a landmark file with its points in genu's order; null for any other text. Only
// genu itself judges what is in a file.
export function landmarks_in(text: string): LandmarkFile | null {
  let file: Partial<LandmarkFile> | null;
  try {
    file = JSON.parse(text) as Partial<LandmarkFile> | null;
  } catch {
    return null;
  }
  if (file?.format !== 'genu-landmarks' || !Array.isArray(file.frames)) return null;
  const places = new Map(file.landmarks?.map((name, place) => [name, place]) ?? used);
  const sorted = (person: Person | null) =>
    landmark_names.map((name): Point => {
      const point = person?.[places.get(name) ?? mediapipe_count];
      return Array.isArray(point) ? [point[0], point[1], point[2] ?? 1] : null;
    });
  const frames = file.frames
    .filter((frame) => typeof frame?.time_s === 'number' && Array.isArray(frame.people))
    .map(({ time_s, people }) => ({ time_s, people: people.map(sorted) }));
  return { ...(file as LandmarkFile), landmarks: landmark_names, frames };
}
