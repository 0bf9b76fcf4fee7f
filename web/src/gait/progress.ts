// How much is done, and how long the rest will take. The first steps are slow (the model warms up) and count little.

const warm_up = 3;
const remembered = 30;

export class Progress {
  #done = 0;
  #ends_ms: number[] = [];

  constructor(readonly total: number) {}

  step(now_ms: number): void {
    this.#done += 1;
    if (this.#done < warm_up) return;
    this.#ends_ms.push(now_ms);
    if (this.#ends_ms.length > remembered) this.#ends_ms.shift();
  }

  get share(): number {
    return this.total > 0 ? Math.min(1, this.#done / this.total) : 1;
  }

  get remaining_s(): number | null {
    const steps = this.#ends_ms.length - 1;
    if (steps < 2) return null;
    const each_ms = (this.#ends_ms.at(-1)! - this.#ends_ms[0]!) / steps;
    return (each_ms * Math.max(0, this.total - this.#done)) / 1000;
  }
}

// 200 → "about 3 minutes left"
export function time_left(seconds: number | null): string {
  if (seconds === null) return '';
  if (seconds < 10) return 'a few seconds left';
  if (seconds < 90) return `about ${Math.round(seconds / 10) * 10} seconds left`;
  return `about ${Math.round(seconds / 60)} minutes left`;
}
