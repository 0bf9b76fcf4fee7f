// Reads a film: who moves, then the body's points in every picture, then genu's report. The film stays in the browser;
// only the points travel, to the genu on this computer.

import { api, ApiError } from '../api';
import { announce } from '../state/announcer.svelte';
import { Follower } from './crop';
import { Film, FilmError } from './film';
import {
  landmark_file,
  landmarks_in,
  middle_of_hips,
  person_of,
  type CaptureAnswers,
  type LandmarkFile,
  type LandmarkFrame,
  type Person,
} from './landmarks';
import { find_movers, mover_at, type Mover, type Motion, type Rect, type Sample } from './motion';
import { PoseError, PoseModel, type Care } from './pose';
import { Progress } from './progress';
import type { GaitAnswer } from './types';

export type Stage = 'none' | 'opening' | 'chosen' | 'looking' | 'loading' | 'reading' | 'sending' | 'done';

export interface Seen {
  time_s: number;
  person: Person | null;
  square: Rect | null;
}

const sample_width_px = 192;
const sample_gap_s = 0.12;
const most_samples = 200;
const model_side_px = 448;

class Stopped extends Error {}

export class GaitReading {
  stage = $state<Stage>('none');
  film = $state.raw<Film | null>(null);
  motion_file = $state.raw<File | null>(null);
  problem = $state('');
  share = $state(0);
  remaining_s = $state<number | null>(null);
  motion = $state.raw<Motion | null>(null);
  chosen = $state.raw<Mover | null>(null);
  seen = $state.raw<Seen | null>(null); // in the picture that the film shows now
  landmarks = $state.raw<LandmarkFile | null>(null);
  answer = $state.raw<GaitAnswer | null>(null);

  #answers: CaptureAnswers = {};
  #care: Care = 'exact';
  #turn = 0;
  #quarter = 0;

  constructor(readonly runner: string) {}

  get busy(): boolean {
    return this.stage === 'looking' || this.stage === 'loading' || this.stage === 'reading' || this.stage === 'sending';
  }

  // Pixels of the film to pixels of the samples.
  get scale(): number {
    return this.film ? this.film.width / sample_width_px : 1;
  }

  async choose_film(file: File): Promise<void> {
    this.clear();
    this.stage = 'opening';
    await this.#guarded(async () => {
      this.film = await Film.open(file);
      this.stage = 'chosen';
    });
  }

  // A file of another program, or landmarks that were saved: sent as it is.
  async send_file(file: File): Promise<void> {
    this.clear();
    this.motion_file = file;
    await this.#guarded(async () => {
      this.stage = 'sending';
      const text = file.name.toLowerCase().endsWith('.json') ? await file.text() : '';
      this.landmarks = landmarks_in(text);
      this.#end(await api.send_motion_file(this.runner, file));
    });
  }

  async read(answers: CaptureAnswers, care: Care): Promise<void> {
    this.#answers = answers;
    this.#care = care;
    await this.#guarded(async (turn) => {
      if (!this.motion) await this.#look(turn);
      await this.#read(turn);
    });
  }

  // Somebody else in the film is the runner.
  async choose(mover: Mover): Promise<void> {
    if (mover === this.chosen) return;
    this.chosen = mover;
    announce('The other person is read now');
    await this.#guarded((turn) => this.#read(turn));
  }

  choose_at(x: number, y: number): void {
    const mover = mover_at(this.motion?.movers ?? [], this.film!.video.currentTime, x / this.scale, y / this.scale);
    if (mover) void this.choose(mover);
  }

  cancel(): void {
    this.#turn += 1;
    this.stage = this.film ? 'chosen' : 'none';
    this.problem = '';
    announce('Stopped');
  }

  clear(): void {
    this.#turn += 1;
    this.film?.close();
    this.stage = 'none';
    this.problem = '';
    this.film = this.motion_file = this.motion = this.chosen = this.seen = this.landmarks = this.answer = null;
  }

  async #guarded(work: (turn: number) => Promise<void>): Promise<void> {
    const turn = ++this.#turn;
    this.problem = '';
    try {
      await work(turn);
    } catch (error) {
      if (error instanceof Stopped || turn !== this.#turn) return;
      this.stage = this.film ? 'chosen' : 'none';
      const known = error instanceof FilmError || error instanceof PoseError || error instanceof ApiError;
      this.problem = known
        ? error.message
        : `The film could not be read (${String(error)}). Try once more, or another film.`;
    }
  }

  #go_on(turn: number): void {
    if (turn !== this.#turn) throw new Stopped();
  }

  async #look(turn: number): Promise<void> {
    const film = this.film!;
    this.stage = 'looking';
    this.share = this.#quarter = 0;
    this.remaining_s = null;
    announce('genu looks for the person who moves');
    const size = { width: sample_width_px, height: Math.round(film.height / this.scale) };
    const context = canvas_of(size.width, size.height);
    const gap_s = Math.max(sample_gap_s, film.duration_s / most_samples);
    const samples: Sample[] = [];
    for (let time_s = gap_s / 2; time_s < film.duration_s; time_s += gap_s) {
      await film.seek(time_s);
      this.#go_on(turn);
      context.drawImage(film.video, 0, 0, size.width, size.height);
      samples.push({ time_s, grey: grey_of(context.getImageData(0, 0, size.width, size.height)) });
      this.share = time_s / film.duration_s;
    }
    this.motion = find_movers(samples, size.width, size.height);
    this.chosen = this.motion.movers[0] ?? null;
  }

  async #read(turn: number): Promise<void> {
    const film = this.film!;
    this.stage = 'loading';
    this.seen = null;
    this.share = this.#quarter = 0;
    this.remaining_s = null;
    const times = await film.picture_times();
    const model = await PoseModel.load(this.#care);
    this.#go_on(turn);
    this.stage = 'reading';
    const frames = await this.#read_pictures(turn, model, times);
    this.stage = 'sending';
    const landmarks = landmark_file(film, frames, this.#answers);
    const answer = await api.send_landmarks(this.runner, landmarks);
    this.#go_on(turn);
    this.landmarks = landmarks;
    this.#end(answer);
  }

  async #read_pictures(turn: number, model: PoseModel, times: number[]): Promise<LandmarkFrame[]> {
    const film = this.film!;
    const follower = new Follower(this.chosen, this.scale, { width: film.width, height: film.height });
    const wanted = times.map((time_s) => follower.square_at(time_s) !== null);
    const progress = new Progress(wanted.filter(Boolean).length);
    const context = canvas_of(model_side_px, model_side_px);
    const frames: LandmarkFrame[] = [];
    for (const [index, time_s] of times.entries()) {
      const square = follower.square_at(time_s);
      let person: Person | null = null;
      if (square) {
        const next = times[index + 1] ?? film.duration_s;
        await film.seek(time_s + Math.max(0.0005, (next - time_s) / 2)); // the middle: rounding cannot miss it
        this.#go_on(turn);
        paint_square(context, film.video, square);
        if (index > 0 && !wanted[index - 1]) await model.forget();
        person = await this.#find(model, context.canvas, square, follower, time_s);
        this.#go_on(turn);
        this.seen = { time_s, person, square };
        progress.step(performance.now());
        this.share = progress.share;
        this.remaining_s = progress.remaining_s;
        this.#say_quarter();
      }
      frames.push({ time_s: Math.round(time_s * 1e6) / 1e6, people: person ? [person] : [] });
    }
    return frames;
  }

  async #find(
    model: PoseModel,
    picture: HTMLCanvasElement,
    square: Rect,
    follower: Follower,
    time_s: number,
  ): Promise<Person | null> {
    const points = await model.find(picture);
    if (!points) return null;
    const person = person_of(points, square);
    const hips = middle_of_hips(person);
    if (hips && follower.may_be_at(time_s, hips.x, hips.y)) return person;
    await model.forget(); // it has turned to somebody else
    return null;
  }

  #end(answer: GaitAnswer): void {
    this.answer = answer;
    this.stage = 'done';
    announce(
      answer.report.accepted ? 'The report is ready' : 'genu cannot use this recording. The reasons are listed.',
    );
  }

  #say_quarter(): void {
    const quarter = Math.floor(4 * this.share);
    if (quarter > this.#quarter && quarter < 4) announce(`${quarter * 25}% read`);
    this.#quarter = Math.max(quarter, this.#quarter);
  }
}

function canvas_of(width: number, height: number): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas.getContext('2d', { willReadFrequently: true })!;
}

function grey_of({ data }: ImageData): Uint8Array {
  const grey = new Uint8Array(data.length / 4);
  for (let pixel = 0; pixel < grey.length; ++pixel) {
    grey[pixel] = (data[4 * pixel]! * 77 + data[4 * pixel + 1]! * 151 + data[4 * pixel + 2]! * 28) >> 8;
  }
  return grey;
}

function paint_square(context: CanvasRenderingContext2D, video: HTMLVideoElement, square: Rect): void {
  const { width, height } = context.canvas;
  const scale = width / square.width;
  context.fillStyle = '#808080';
  context.fillRect(0, 0, width, height);
  context.drawImage(video, -square.x * scale, -square.y * scale, video.videoWidth * scale, video.videoHeight * scale);
}

let current: GaitReading | null = null;

export function gait_reading(runner: string): GaitReading {
  if (current?.runner !== runner) {
    current?.clear();
    current = new GaitReading(runner);
  }
  return current;
}
