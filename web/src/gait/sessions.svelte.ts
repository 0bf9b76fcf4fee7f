// The gait recordings of one runner, kept while the page is open.

import { api } from '../api';
import { Loading } from '../state/loading.svelte';
import type { GaitSession, GaitSessions } from './types';

export class GaitList {
  readonly loaded = new Loading<GaitSessions>();

  constructor(readonly runner: string) {}

  get sessions(): GaitSession[] {
    return this.loaded.value?.sessions ?? [];
  }

  async load(): Promise<void> {
    await this.loaded.run(() => api.gait(this.runner));
  }
}

let current: GaitList | null = null;

export function gait_list(runner: string): GaitList {
  if (current?.runner !== runner) current = new GaitList(runner);
  return current;
}
