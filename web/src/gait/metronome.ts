// A metronome that keeps time: each click is handed to the sound card ahead of time, on the audio clock, so that a busy
// page cannot delay it. The timer only has to look in before the clicks run out.

const look_in_ms = 25;
const ahead_s = 0.2;

export const slowest = 120;
export const fastest = 220;

export const within = (steps_per_minute: number) => Math.min(fastest, Math.max(slowest, Math.round(steps_per_minute)));

// A cadence and what percent more of it is, in whole steps: 166, 5 → 174.
export const raised = (cadence: number, percent: number) => Math.round(cadence * (1 + percent / 100));

// The clicks between `next_s` and `until_s`, and when the one after them is due. A clock that ran on unattended (a
// sleeping page) drops what was missed instead of making up for it.
export function clicks_until(next_s: number, now_s: number, until_s: number, steps_per_minute: number) {
  const gap_s = 60 / steps_per_minute;
  const missed = Math.max(0, Math.ceil((now_s - next_s) / gap_s));
  const clicks: number[] = [];
  let at_s = next_s + missed * gap_s;
  for (; at_s < until_s; at_s += gap_s) clicks.push(at_s);
  return { clicks, next_s: at_s, missed };
}

export class Metronome {
  #context: AudioContext | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;
  #next_s = 0;
  #beat = 0;

  // `beat` is called when a click is heard, with its number from 0.
  constructor(
    public steps_per_minute: number,
    readonly beat: (number: number) => void,
  ) {}

  get running(): boolean {
    return this.#timer !== undefined;
  }

  async start(): Promise<void> {
    if (this.running) return;
    this.#context ??= new AudioContext({ latencyHint: 'interactive' });
    this.#timer = setInterval(() => this.#look_in(), look_in_ms);
    await this.#context.resume();
    this.#next_s = this.#context.currentTime + 0.05;
    this.#beat = 0;
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    void this.#context?.suspend();
  }

  async close(): Promise<void> {
    this.stop();
    await this.#context?.close();
    this.#context = null;
  }

  #look_in(): void {
    const context = this.#context!;
    if (context.state !== 'running') return;
    const now_s = context.currentTime;
    const { clicks, next_s, missed } = clicks_until(this.#next_s, now_s, now_s + ahead_s, this.steps_per_minute);
    this.#beat += missed;
    this.#next_s = next_s;
    for (const at_s of clicks) this.#click(context, at_s, this.#beat++);
  }

  // Left and right in turn, a little different: one hears the stride.
  #click(context: AudioContext, at_s: number, number: number): void {
    const tone = context.createOscillator();
    const loudness = context.createGain();
    tone.frequency.value = number % 2 === 0 ? 1320 : 990;
    loudness.gain.setValueAtTime(0, at_s);
    loudness.gain.linearRampToValueAtTime(0.6, at_s + 0.002);
    loudness.gain.exponentialRampToValueAtTime(0.001, at_s + 0.05);
    tone.connect(loudness).connect(context.destination);
    tone.start(at_s);
    tone.stop(at_s + 0.06);
    setTimeout(() => this.running && this.beat(number), Math.max(0, (at_s - context.currentTime) * 1000));
  }
}
