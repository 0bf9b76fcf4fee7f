import { describe, expect, test } from 'vitest';
import { Follower } from './crop';
import { find_movers, mover_at, type Rect, type Sample } from './motion';

const [width, height] = [160, 90];

// Grey pictures with a pattern behind, and bright bodies before it.
function film(seconds: number, bodies: ((time_s: number, index: number) => Rect | null)[], shake = 0): Sample[] {
  return Array.from({ length: seconds * 8 }, (_, index) => {
    const time_s = index / 8;
    const slide = shake * index;
    const grey = Uint8Array.from({ length: width * height }, (_, pixel) => (((pixel % width) + slide) * 7) % 120);
    for (const body of bodies) {
      const box = body(time_s, index);
      if (!box) continue;
      for (let y = Math.max(0, Math.round(box.y)); y < Math.min(height, box.y + box.height); ++y) {
        for (let x = Math.max(0, Math.round(box.x)); x < Math.min(width, box.x + box.width); ++x)
          grey[y * width + x] = 230;
      }
    }
    return { time_s, grey };
  });
}

const crosses = (time_s: number): Rect | null =>
  time_s < 1 || time_s > 7 ? null : { x: 140 - 22 * (time_s - 1), y: 50, width: 12, height: 32 };
const waves = (_: number, index: number): Rect => ({ x: 20, y: 5, width: 8 + 8 * (index % 2), height: 28 });

describe('who moves', () => {
  test('the one who crosses the picture comes before the one who waves', () => {
    const { movers, camera_moves } = find_movers(film(8, [crosses, waves]), width, height);
    expect(camera_moves).toBe(false);
    expect(movers[0]!.travel).toBeGreaterThan(3);
    expect(movers[0]!.boxes[0]!.y).toBeGreaterThan(40);
    expect(movers.length).toBeGreaterThan(1);
    expect(movers[1]!.travel).toBeLessThan(1);
  });

  test('somebody behind a tree for a moment stays the same', () => {
    const hidden = (time_s: number) => (time_s > 3 && time_s < 3.5 ? null : crosses(time_s));
    const { movers } = find_movers(film(8, [hidden]), width, height);
    expect(movers).toHaveLength(1);
    expect(movers[0]!.times_s[0]).toBeLessThan(1.5);
    expect(movers[0]!.times_s.at(-1)).toBeGreaterThan(6.5);
  });

  test('nobody, and a camera that is not still', () => {
    expect(find_movers(film(4, []), width, height)).toEqual({ camera_moves: false, movers: [] });
    expect(find_movers(film(4, [], 3), width, height)).toEqual({ camera_moves: true, movers: [] });
    expect(find_movers([], width, height).movers).toEqual([]);
  });

  test('a finger chooses', () => {
    const { movers } = find_movers(film(8, [crosses, waves]), width, height);
    expect(mover_at(movers, 2, 25, 15)).toBe(movers[1]);
    expect(mover_at(movers, 2, 120, 60)).toBe(movers[0]);
    expect(mover_at([], 2, 120, 60)).toBeNull();
  });
});

describe('the square that the model sees', () => {
  const { movers } = find_movers(film(8, [crosses, waves]), width, height);
  const picture = { width: 1600, height: 900 };
  const follower = new Follower(movers[0]!, 10, picture);

  test('follows smoothly, with the runner inside', () => {
    let last = follower.square_at(1.2)!;
    for (let time_s = 1.25; time_s < 6.5; time_s += 1 / 30) {
      const next = follower.square_at(time_s)!;
      const body = crosses(time_s)!;
      expect(next.x).toBeLessThan(10 * body.x);
      expect(next.x + next.width).toBeGreaterThan(10 * (body.x + body.width));
      expect(Math.abs(next.x - last.x)).toBeLessThan(40);
      last = next;
    }
  });

  test('is away when the runner is, and knows who is somebody else', () => {
    expect(follower.square_at(0)).toBeNull();
    expect(follower.square_at(7.9)).toBeNull();
    expect(follower.may_be_at(3, 10 * (140 - 44 + 6), 660)).toBe(true);
    expect(follower.may_be_at(3, 240, 190)).toBe(false);
  });

  test('stays where it is for who runs on the spot, and is the whole picture for nobody', () => {
    const spot = new Follower(movers[1]!, 10, picture);
    expect(spot.square_at(0)).toEqual(spot.square_at(7));
    expect(new Follower(null, 10, picture).square_at(3)).toEqual({ x: 0, y: -350, width: 1600, height: 1600 });
  });
});
