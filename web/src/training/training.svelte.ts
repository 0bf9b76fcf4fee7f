// The training of one runner as the page shows it. Kept while the page is open: coming back from a run finds the list
// as it was left.

import { api } from '../api';
import { Loading } from '../state/loading.svelte';
import type { Training } from '../types';
import { PlotView, plot_weeks } from './plot_view.svelte';
import { first_view } from './weeks';

const runs_at_once = 50;

export class TrainingPage {
  readonly loaded = new Loading<Training>();
  sport = $state('');
  shown = $state(runs_at_once);
  week = $state<string | null>(null); // the Monday of the week whose runs are listed under the chart
  view = $state.raw<PlotView | null>(null);

  constructor(readonly runner: string) {}

  async load(): Promise<void> {
    const before = this.loaded.value;
    const training = await this.loaded.run(() => api.training(this.runner));
    if (!training) return;
    const same =
      before?.onset === training.onset &&
      before.weeks.length === training.weeks.length &&
      before.weeks[0]?.from === training.weeks[0]?.from;
    if (same && this.view) return;
    this.week = null;
    this.view = training.weeks.length > 0 ? plot_weeks(training.weeks, first_view(training), training.onset) : null;
  }

  show_more(): void {
    this.shown += runs_at_once;
  }

  choose(sport: string): void {
    this.sport = sport;
    this.shown = runs_at_once;
  }
}

let current: TrainingPage | null = null;

export function training_page(runner: string): TrainingPage {
  if (current?.runner !== runner) current = new TrainingPage(runner);
  return current;
}
