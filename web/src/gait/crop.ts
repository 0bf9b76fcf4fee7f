// The square of the picture that the pose model gets to see: it follows the runner without jerks, so that the model,
// which knows one person only, neither loses them nor turns to somebody else.

import { around_both, type Mover, type Rect } from './motion';

const room = 1.5; // sides of the square to the runner's height
const window_s = 0.5;
const stays = 1; // in own heights: who travels less runs on the spot
const edge_s = 0.4; // the track begins late and ends early by about that

export class Follower {
  readonly #mover: Mover | null;
  readonly #scale: number;
  readonly #picture: Rect;
  readonly #on_the_spot: Rect | null;

  // `scale`: pixels of the picture to pixels of the samples. Without a mover the whole picture is looked at.
  constructor(mover: Mover | null, scale: number, picture: { width: number; height: number }) {
    this.#mover = mover;
    this.#scale = scale;
    this.#picture = { x: 0, y: 0, ...picture };
    this.#on_the_spot = mover && mover.travel < stays ? mover.boxes.reduce(around_both) : null;
  }

  get from_s(): number {
    return this.#mover && !this.#on_the_spot ? this.#mover.times_s[0]! - edge_s : -Infinity;
  }

  get to_s(): number {
    return this.#mover && !this.#on_the_spot ? this.#mover.times_s.at(-1)! + edge_s : Infinity;
  }

  // Null while the runner is not in view.
  square_at(time_s: number): Rect | null {
    if (!this.#mover) return whole(this.#picture);
    if (this.#on_the_spot) return square(this.#scaled(this.#on_the_spot), this.#picture);
    if (time_s < this.from_s || time_s > this.to_s) return null;
    return square(this.#scaled(this.#around(time_s)), this.#picture);
  }

  // Whether a point of the picture, such as the hips, can belong to the runner.
  may_be_at(time_s: number, x: number, y: number): boolean {
    const near = this.square_at(time_s);
    if (!near) return false;
    if (!this.#mover || this.#on_the_spot) return true;
    const box = this.#scaled(this.#around(time_s));
    const slack = 0.3 * box.height;
    const across = x > box.x - slack && x < box.x + box.width + slack;
    return across && y > box.y - slack && y < box.y + box.height + slack;
  }

  // The mean middle and the largest size of the boxes near that time; between them, on the way from one to the other.
  #around(time_s: number): Rect {
    const { times_s, boxes } = this.#mover!;
    let [weights, x, y, width, height] = [0, 0, 0, 0, 0];
    const after = Math.max(
      1,
      times_s.findIndex((time) => time > time_s),
    );
    const near = times_s.flatMap((time, index) => (Math.abs(time - time_s) <= window_s ? [index] : []));
    if (near.length < 2) {
      const [low, high] = [Math.max(0, after - 1), Math.min(after, times_s.length - 1)];
      const span = times_s[high]! - times_s[low]!;
      const share = span > 0 ? Math.min(1, Math.max(0, (time_s - times_s[low]!) / span)) : 0;
      return between(boxes[low]!, boxes[high]!, share);
    }
    let mean_s = 0;
    for (const index of near) {
      const weight = 1.1 - Math.abs(times_s[index]! - time_s) / window_s;
      const box = boxes[index]!;
      weights += weight;
      mean_s += weight * times_s[index]!;
      x += weight * (box.x + box.width / 2);
      y += weight * (box.y + box.height / 2);
      width = Math.max(width, box.width);
      height = Math.max(height, box.height);
    }
    // Near the ends of the track the mean lags behind: the speed makes up for it.
    const [first, last] = [near[0]!, near.at(-1)!];
    const duration = times_s[last]! - times_s[first]!;
    const speed = (boxes[last]!.x + boxes[last]!.width / 2 - boxes[first]!.x - boxes[first]!.width / 2) / duration;
    const x_now = x / weights + speed * (time_s - mean_s / weights);
    return { x: x_now - width / 2, y: y / weights - height / 2, width, height };
  }

  #scaled({ x, y, width, height }: Rect): Rect {
    return { x: x * this.#scale, y: y * this.#scale, width: width * this.#scale, height: height * this.#scale };
  }
}

function between(one: Rect, other: Rect, share: number): Rect {
  const mix = (from: number, to: number) => from + share * (to - from);
  return {
    x: mix(one.x, other.x),
    y: mix(one.y, other.y),
    width: mix(one.width, other.width),
    height: mix(one.height, other.height),
  };
}

function whole({ width, height }: Rect): Rect {
  const side = Math.max(width, height);
  return { x: (width - side) / 2, y: (height - side) / 2, width: side, height: side };
}

// It may stick out of the picture: what lies outside is painted grey.
function square(box: Rect, picture: Rect): Rect {
  const side = Math.min(room * Math.max(box.width, box.height), Math.max(picture.width, picture.height));
  return { x: box.x + box.width / 2 - side / 2, y: box.y + box.height / 2 - side / 2, width: side, height: side };
}
