import { expect, test } from 'vitest';
import { landmark_file, type Person } from './landmarks';
import { bones, chosen_person, frame_at, frame_from, room_of } from './skeleton';

test('every bone joins two points that genu knows', () => {
  expect(bones).toHaveLength(18);
  for (const { from, to } of bones) expect(Math.min(from, to)).toBeGreaterThanOrEqual(0);
});

test('the frame of a time', () => {
  const times = [0, 0.1, 0.2, 0.3];
  expect([-1, 0, 0.05, 0.1, 0.25, 9].map((time) => frame_at(times, time))).toEqual([0, 0, 0, 1, 2, 3]);
  expect(frame_at([], 1)).toBe(0);
  expect([-1, 0, 0.05, 0.1, 0.25, 9].map((time) => frame_from(times, time))).toEqual([0, 0, 1, 1, 3, 3]);
});

test('the figure alone fills the canvas, unless it goes far', () => {
  const body = (x: number): Person => [
    [x, 100, 1],
    [x + 40, 300, 1],
    [5000, 5000, 0],
  ];
  const file = (places: number[]) =>
    landmark_file(
      { width: 1000, height: 500 },
      places.map((x, time_s) => ({ time_s, people: [body(x)] })),
      {},
    );
  const room = room_of(file([500, 510]), null)!;
  expect([room.x, room.y, room.width, room.height].map(Math.round)).toEqual([386, 84, 278, 232]);
  expect(room_of(file([100, 800]), null)).toBeNull();
  expect(room_of(file([]), null)).toBeNull();
});

test('the person whom the engine chose', () => {
  const [one, other] = [[[1, 1, 1]], [[2, 2, 1]]] as [number, number, number][][];
  const file = landmark_file(
    { width: 1, height: 1 },
    [
      { time_s: 0, people: [one!, other!] },
      { time_s: 1, people: [] },
    ],
    {},
  );
  expect(chosen_person(file, [1, null], 0)).toBe(other);
  expect(chosen_person(file, [1, null], 1)).toBeNull();
  expect(chosen_person(file, null, 0)).toBe(one);
  expect(chosen_person(file, undefined, 1)).toBeNull();
});
