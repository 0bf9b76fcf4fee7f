// A film in the browser: every picture of it, one after the other, at the time that the film gives it.

import { read_film_table, slow_motion_of, type FilmTable } from './mp4';

export class FilmError extends Error {}

const patience_ms = 15_000;
const look_at_s = 1; // of the film, to learn its rate when it has no table

export class Film {
  readonly video = document.createElement('video');
  readonly address: string;
  table: FilmTable | null = null;

  private constructor(readonly file: File) {
    this.address = URL.createObjectURL(file);
    this.video.muted = true;
    this.video.playsInline = true;
    this.video.preload = 'auto';
  }

  // Throws FilmError when the browser cannot show it.
  static async open(file: File): Promise<Film> {
    const film = new Film(file);
    try {
      film.table = await read_film_table(file);
      film.video.src = film.address;
      await happens(film.video, 'loadeddata');
    } catch (error) {
      film.close();
      throw error;
    }
    return film;
  }

  close(): void {
    this.video.removeAttribute('src');
    this.video.load();
    URL.revokeObjectURL(this.address);
  }

  get width(): number {
    return this.video.videoWidth;
  }

  get height(): number {
    return this.video.videoHeight;
  }

  get duration_s(): number {
    return Number.isFinite(this.video.duration) ? this.video.duration : (this.table?.times_s.at(-1) ?? 0);
  }

  get slow_motion(): number {
    return slow_motion_of(this.table);
  }

  // Shows the picture of that time; says the time of the picture that is shown, where the browser knows.
  async seek(time_s: number): Promise<number | null> {
    const shown = this.#next_picture();
    const moved = happens(this.video, 'seeked');
    this.video.currentTime = time_s;
    await moved;
    return shown();
  }

  // The times of all pictures: from the film's table, or reckoned from the rate at which it plays.
  async picture_times(): Promise<number[]> {
    const from_table = this.table?.times_s.filter((time, index, all) => index === 0 || time > all[index - 1]!);
    if (from_table) return from_table;
    const gap_s = await this.#usual_gap();
    return Array.from({ length: Math.floor(this.duration_s / gap_s) }, (_, index) => index * gap_s);
  }

  // Browsers without requestVideoFrameCallback have painted the picture when they say so.
  #next_picture(): () => Promise<number | null> {
    if (!('requestVideoFrameCallback' in this.video)) return async () => null;
    let time_s: number | null = null;
    let arrived = () => {};
    const handle = this.video.requestVideoFrameCallback((_, { mediaTime }) => {
      time_s = mediaTime;
      arrived();
    });
    return async () => {
      // The same picture as before is not presented anew: there is nothing to wait for, then.
      if (time_s === null) await Promise.race([new Promise<void>((resolve) => (arrived = resolve)), pause(60)]);
      this.video.cancelVideoFrameCallback(handle);
      return time_s;
    };
  }

  async #usual_gap(): Promise<number> {
    const { video } = this;
    const times: number[] = [];
    if ('requestVideoFrameCallback' in video) {
      const note = (_: number, { mediaTime }: VideoFrameCallbackMetadata) => {
        times.push(mediaTime);
        video.requestVideoFrameCallback(note);
      };
      video.requestVideoFrameCallback(note);
      video.playbackRate = 0.25; // so that a slow computer misses none
      await video.play();
      await Promise.race([pause((look_at_s / video.playbackRate) * 1000), happens(video, 'ended').catch(() => null)]);
      video.pause();
      video.playbackRate = 1;
    }
    const gaps = times.slice(1).map((time, index) => time - times[index]!);
    const usual = gaps.filter((gap) => gap > 0.001).sort((one, other) => one - other);
    return usual[Math.floor(usual.length / 4)] ?? 1 / 30;
  }
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

function happens(video: HTMLVideoElement, event: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (error: FilmError | null) => {
      clearTimeout(late);
      video.removeEventListener(event, succeeded);
      video.removeEventListener('error', failed);
      if (error) reject(error);
      else resolve();
    };
    const succeeded = () => done(null);
    const failed = () =>
      done(
        new FilmError(
          'This browser cannot show that film. Save it as MP4 (H.264) on the phone, or try another browser.',
        ),
      );
    const late = setTimeout(
      () => done(new FilmError('The film does not answer. Close other programs, or choose a shorter film.')),
      patience_ms,
    );
    video.addEventListener(event, succeeded, { once: true });
    video.addEventListener('error', failed, { once: true });
  });
}
