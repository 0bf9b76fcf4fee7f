// The stopwatch of a test: three seconds to get ready, then seconds with one decimal. Pure: it is given the time.

export type Phase = 'ready' | 'countdown' | 'running' | 'stopped';
export const countdown_s = 3;

export class TestClock {
  #begun_ms: number | null = null;
  #stopped_ms: number | null = null;

  start(now_ms: number): void {
    this.#begun_ms = now_ms + countdown_s * 1000;
    this.#stopped_ms = null;
  }

  /// Seconds held; null when it was stopped in the countdown, which counts as not started.
  stop(now_ms: number): number | null {
    if (this.phase(now_ms) !== 'running') {
      this.#begun_ms = null;
      return null;
    }
    this.#stopped_ms = now_ms;
    return this.seconds(now_ms);
  }

  phase(now_ms: number): Phase {
    if (this.#begun_ms === null) return 'ready';
    if (this.#stopped_ms !== null) return 'stopped';
    return now_ms < this.#begun_ms ? 'countdown' : 'running';
  }

  /// Whole seconds left of the countdown: 3, 2, 1, then 0.
  left(now_ms: number): number {
    return this.#begun_ms === null ? countdown_s : Math.max(0, Math.ceil((this.#begun_ms - now_ms) / 1000));
  }

  /// Held so far, in tenths.
  seconds(now_ms: number): number {
    if (this.#begun_ms === null) return 0;
    return Math.max(0, Math.floor(((this.#stopped_ms ?? now_ms) - this.#begun_ms) / 100) / 10);
  }
}
