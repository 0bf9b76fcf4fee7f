// Who moves in a film: a first, cheap look at small grey pictures. Against the median of the film (a camera on a stand
// is taken for granted) whoever moves stands out; from picture to picture the spots become tracks. The one who covers
// most ground, or is largest and in view the longest, is taken for the runner.

export interface Sample {
  time_s: number;
  grey: Uint8Array; // width × height
}

// In the picture; x and y are the upper left corner.
export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Mover {
  times_s: number[];
  boxes: Rect[]; // at those times
  travel: number; // how far it came, in its own heights
  score: number;
}

export interface Motion {
  camera_moves: boolean; // then there is no telling who does
  movers: Mover[]; // the likeliest runner first
}

const least_difference = 24; // of 255: above the noise of a phone's camera
const largest_share = 0.4; // of the picture that changes while the camera stands still
const smallest_area = 0.0012; // of the picture
const smallest_height = 0.08;
const samples_for_median = 41;
const most_lost = 5; // samples for which somebody may be behind a tree
const least_seen = 4;
const most_movers = 4;

const middle = ({ x, y, width, height }: Rect) => ({ x: x + width / 2, y: y + height / 2 });

export function median_of(values: number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[sorted.length >> 1] ?? 0;
}

// Boxes come out in pixels of the samples.
export function find_movers(samples: Sample[], width: number, height: number): Motion {
  if (samples.length < 3) return { camera_moves: false, movers: [] };
  const background = median_picture(samples);
  const masks = samples.map((sample, index) => changed(sample.grey, background, samples[index - 1]?.grey));
  const shares = masks.map((mask) => mask.reduce((sum, set) => sum + set, 0) / mask.length);
  if (median_of(shares) > largest_share) return { camera_moves: true, movers: [] };
  const spots = masks.map((mask) => spots_of(mask, width, height));
  return { camera_moves: false, movers: tracks_of(samples, spots, height) };
}

function median_picture(samples: Sample[]): Uint8Array {
  const step = Math.max(1, samples.length / samples_for_median);
  const chosen: Uint8Array[] = [];
  for (let at = 0; at < samples.length; at += step) chosen.push(samples[Math.floor(at)]!.grey);
  const picture = new Uint8Array(chosen[0]!.length);
  const column = new Uint8Array(chosen.length);
  for (let pixel = 0; pixel < picture.length; ++pixel) {
    for (let index = 0; index < chosen.length; ++index) column[index] = chosen[index]![pixel]!;
    picture[pixel] = column.sort()[column.length >> 1]!;
  }
  return picture;
}

function changed(grey: Uint8Array, background: Uint8Array, before: Uint8Array | undefined): Uint8Array {
  return grey.map((value, pixel) => {
    const moved = before !== undefined && Math.abs(value - before[pixel]!) > least_difference;
    return moved || Math.abs(value - background[pixel]!) > least_difference ? 1 : 0;
  });
}

// Patches that hang together, and those close to one another as one: trousers as dark as the hedge cut a body in two.
function spots_of(mask: Uint8Array, width: number, height: number): Rect[] {
  const patches = patches_of(mask, width, height).filter(({ area }) => area >= (smallest_area / 4) * width * height);
  const reach = Math.max(2, Math.round(0.03 * height));
  const boxes: (Rect & { area: number })[] = [];
  for (let patch of patches) {
    for (let other = touching(boxes, patch, reach); other >= 0; other = touching(boxes, patch, reach)) {
      patch = joined(patch, boxes.splice(other, 1)[0]!);
    }
    boxes.push(patch);
  }
  return boxes.filter((box) => box.area >= smallest_area * width * height && box.height >= smallest_height * height);
}

const touching = (boxes: Rect[], box: Rect, reach: number) =>
  boxes.findIndex(
    (other) =>
      box.x - reach <= other.x + other.width &&
      other.x - reach <= box.x + box.width &&
      box.y - 2 * reach <= other.y + other.height &&
      other.y - 2 * reach <= box.y + box.height,
  );

function joined<Box extends Rect & { area: number }>(one: Box, other: Box): Rect & { area: number } {
  const around = around_both(one, other);
  return { ...around, area: one.area + other.area };
}

export function around_both(one: Rect, other: Rect): Rect {
  const x = Math.min(one.x, other.x);
  const y = Math.min(one.y, other.y);
  return {
    x,
    y,
    width: Math.max(one.x + one.width, other.x + other.width) - x,
    height: Math.max(one.y + one.height, other.y + other.height) - y,
  };
}

function patches_of(mask: Uint8Array, width: number, height: number): (Rect & { area: number })[] {
  const left = mask.slice();
  const patches: (Rect & { area: number })[] = [];
  const waiting: number[] = [];
  for (let start = 0; start < left.length; ++start) {
    if (!left[start]) continue;
    let [area, x_low, x_high, y_low, y_high] = [0, width, 0, height, 0];
    left[start] = 0;
    waiting.push(start);
    while (waiting.length > 0) {
      const pixel = waiting.pop()!;
      const [x, y] = [pixel % width, Math.floor(pixel / width)];
      area += 1;
      [x_low, x_high] = [Math.min(x_low, x), Math.max(x_high, x)];
      [y_low, y_high] = [Math.min(y_low, y), Math.max(y_high, y)];
      for (const [dx, dy] of [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
      ] as const) {
        const next = pixel + dx + dy * width;
        if (x + dx < 0 || x + dx >= width || !left[next]) continue;
        left[next] = 0;
        waiting.push(next);
      }
    }
    patches.push({ x: x_low, y: y_low, width: x_high - x_low + 1, height: y_high - y_low + 1, area });
  }
  return patches;
}

interface Track {
  indices: number[];
  boxes: Rect[];
}

function tracks_of(samples: Sample[], spots: Rect[][], height: number): Mover[] {
  const tracks: Track[] = [];
  spots.forEach((boxes, index) => {
    const open = tracks.filter((track) => index - track.indices.at(-1)! <= most_lost);
    const pairs = open.flatMap((track) =>
      boxes.map((box) => ({ track, box, distance: distance_to(track, box, index) })),
    );
    pairs.sort((one, other) => one.distance - other.distance);
    const taken = new Set<Track | Rect>();
    for (const { track, box, distance } of pairs) {
      if (distance > 1 || taken.has(track) || taken.has(box)) continue;
      taken.add(track).add(box);
      track.indices.push(index);
      track.boxes.push(box);
    }
    for (const box of boxes) if (!taken.has(box)) tracks.push({ indices: [index], boxes: [box] });
  });
  return tracks
    .filter((track) => track.indices.length >= least_seen)
    .map((track) => mover_of(track, samples, height))
    .sort((one, other) => other.score - one.score)
    .slice(0, most_movers);
}

// From where the track would be by now, in heights of the larger box; more than 1 is somebody else.
function distance_to({ indices, boxes }: Track, box: Rect, index: number): number {
  const last = boxes.at(-1)!;
  const here = middle(box);
  const there = middle(last);
  const [before, before_index] = [boxes.at(-4) ?? boxes[0]!, indices.at(-4) ?? indices[0]!];
  const steps = indices.at(-1)! - before_index;
  const ahead = steps > 0 ? (index - indices.at(-1)!) / steps : 0;
  const reckoned = {
    x: there.x + ahead * (there.x - middle(before).x),
    y: there.y + ahead * (there.y - middle(before).y),
  };
  return Math.hypot(here.x - reckoned.x, here.y - reckoned.y) / Math.max(box.height, last.height);
}

function mover_of({ indices, boxes }: Track, samples: Sample[], height: number): Mover {
  const tall = median_of(boxes.map((box) => box.height));
  const across = boxes.map((box) => middle(box).x);
  const travel = (Math.max(...across) - Math.min(...across)) / tall;
  const score = indices.length * (tall / height) * (1 + Math.min(travel, 4));
  return { times_s: indices.map((index) => samples[index]!.time_s), boxes, travel, score };
}

// Of the movers in view at that time, the one under the finger, or the nearest to it.
export function mover_at(movers: Mover[], time_s: number, x: number, y: number): Mover | null {
  const far = ({ times_s, boxes }: Mover) => {
    const nearest = times_s.reduce(
      (best, time, index) => (Math.abs(time - time_s) < Math.abs(times_s[best]! - time_s) ? index : best),
      0,
    );
    if (Math.abs(times_s[nearest]! - time_s) > 1) return Infinity;
    const { x: left, y: top, width, height } = boxes[nearest]!;
    return Math.hypot(Math.max(left - x, 0, x - left - width), Math.max(top - y, 0, y - top - height));
  };
  const [nearest] = [...movers].sort((one, other) => far(one) - far(other));
  return nearest && far(nearest) < Infinity ? nearest : null;
}
