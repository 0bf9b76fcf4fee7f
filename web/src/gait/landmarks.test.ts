import { expect, test } from 'vitest';
import { landmark_file, landmark_names, landmarks_in, middle_of_hips, person_of } from './landmarks';

const square = { x: 100, y: -50, width: 400, height: 400 };
const points = Array.from({ length: 33 }, (_, place) => ({ x: place / 100, y: 0.5, visibility: 0.987 }));

test('points of the square become points of the picture', () => {
  const person = person_of(points, square);
  expect(person).toHaveLength(19);
  expect(person[0]).toEqual([100, 150, 0.99]);
  expect(person[landmark_names.indexOf('right_toe')]).toEqual([228, 150, 0.99]);
  expect(middle_of_hips(person)).toEqual({ x: 194, y: 150 });
});

test('what is missing stays missing', () => {
  expect(person_of([], square).every((point) => point === null)).toBe(true);
  expect(middle_of_hips(person_of([], square))).toBeNull();
});

test('a landmark file comes back as it was written', () => {
  const frames = [{ time_s: 0.5, people: [person_of(points, square)] }];
  const file = landmark_file({ width: 1280, height: 720 }, frames, { view: 'side', slow_motion_factor: 8 });
  expect(landmarks_in(JSON.stringify(file))).toEqual(file);
});

test('MediaPipe’s own order needs no names', () => {
  const person = points.map(({ x }) => [x, 1]);
  const file = landmarks_in(
    JSON.stringify({ format: 'genu-landmarks', version: 1, frames: [{ time_s: 0, people: [person] }, {}] }),
  );
  expect(file!.frames).toHaveLength(1);
  expect(file!.frames[0]!.people[0]![landmark_names.indexOf('left_knee')]).toEqual([0.25, 1, 1]);
});

test('other files have no stick figure', () => {
  for (const text of ['', '{', 'null', '[]', '{"format":"openpose"}', '{"format":"genu-landmarks"}'])
    expect(landmarks_in(text)).toBeNull();
});
