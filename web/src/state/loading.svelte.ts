// One thing that comes from the server: not yet there, there, or failed. The latest request wins.

import { ApiError } from '../api';

export class Loading<Thing> {
  value = $state.raw<Thing | null>(null);
  error = $state.raw<ApiError | null>(null);
  busy = $state(false);
  #latest = 0;

  async run(request: () => Promise<Thing>): Promise<Thing | null> {
    const turn = ++this.#latest;
    this.busy = true;
    this.error = null;
    try {
      const value = await request();
      if (turn !== this.#latest) return null;
      this.value = value;
      return value;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (turn === this.#latest) this.error = error;
      return null;
    } finally {
      if (turn === this.#latest) this.busy = false;
    }
  }
}
