// Sends files to genu piece by piece, starts the reading and follows it. Lives as long as the page is open, so that a
// look at another page interrupts nothing.

import { api, ApiError } from '../api';
import { count } from './figures';
import { announce } from '../state/announcer.svelte';
import type { ImportStatus } from '../types';
import { with_own_names, type Picked } from './files';

const piece_bytes = 4 * 1024 * 1024;
const look_again_ms = 300;

export interface Sending {
  name: string;
  file: number; // of files, from 1
  files: number;
  bytes: number;
  bytes_total: number;
}

export class ImportJob {
  status = $state.raw<ImportStatus | null>(null);
  sending = $state.raw<Sending | null>(null);
  error = $state.raw<ApiError | null>(null);
  stopping = $state(false);
  finished = $state(0); // how many imports ended while the page was open

  #queue: Picked[] = [];
  #next = { file: 0, offset: 0 };
  #at_work = $state(false);
  #flight: Promise<ImportStatus> | null = null; // the piece that is on its way
  #quarter = 0;

  constructor(readonly runner: string) {}

  // Whether there is an upload that this page knows nothing of: it was broken off, by a reload for example.
  get broken_off(): boolean {
    return this.status?.state === 'receiving' && !this.sending && !this.#at_work;
  }

  get reading(): boolean {
    return this.status?.state === 'running';
  }

  // What was going on before the page was loaded goes on.
  async pick_up(): Promise<void> {
    if (this.#at_work) return;
    await this.#work(async () => {
      const status = await api.import_status(this.runner);
      if (status.state === 'running') await this.#follow(status);
      else if (status.state === 'receiving') this.status = status;
    });
  }

  async send(files: Picked[]): Promise<void> {
    if (this.sending || this.reading) return;
    this.#queue = with_own_names(files.filter(({ file }) => file.size > 0));
    this.#next = { file: 0, offset: 0 };
    this.status = null;
    this.#report(0);
    announce(`Sending ${count(this.#queue.length, 'file')} to genu on this computer`);
    await this.go_on();
  }

  // Also after a failure: with the piece that genu did not confirm.
  async go_on(): Promise<void> {
    await this.#work(async () => {
      if (!this.sending) return this.#follow(await api.import_status(this.runner));
      const fresh = this.#next.file === 0 && this.#next.offset === 0;
      // What an earlier try left there is not part of this one.
      if (fresh && (await api.import_status(this.runner)).state === 'receiving') await api.cancel_import(this.runner);
      await this.#send_all();
      if (this.stopping) return;
      const status = await api.start_import(this.runner);
      this.sending = null;
      this.#queue = [];
      announce('genu is reading your runs');
      await this.#follow(status);
    });
  }

  async cancel(): Promise<void> {
    this.stopping = true;
    this.error = null;
    try {
      await this.#flight?.catch(() => null); // a piece that arrived later would begin another upload
      const status = await api.cancel_import(this.runner);
      this.sending = null;
      this.#queue = [];
      if (status.state !== 'running') this.#end(status);
      else if (!this.#at_work) await this.#work(() => this.#follow(status));
      // else: whoever follows the reading sees its end
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.stopping = false;
      this.error = error;
    }
  }

  close(): void {
    this.status = null;
    this.error = null;
  }

  async #send_all(): Promise<void> {
    for (; this.#next.file < this.#queue.length; this.#next = { file: this.#next.file + 1, offset: 0 }) {
      const { name, file } = this.#queue[this.#next.file]!;
      while (this.#next.offset < file.size) {
        this.#report(this.#next.offset);
        const piece = file.slice(this.#next.offset, this.#next.offset + piece_bytes);
        this.#flight = api.send_piece(this.runner, name, this.#next.offset, file.size, piece);
        try {
          await this.#flight;
          this.#next.offset += piece.size;
        } catch (error) {
          // genu has this piece already, or lost the file: it wants it from the start.
          if (!(error instanceof ApiError) || error.code !== 'conflict' || this.#next.offset === 0) throw error;
          this.#next.offset = 0;
        } finally {
          this.#flight = null;
        }
        if (this.stopping) return;
      }
    }
  }

  #report(offset: number): void {
    const size_of = (files: Picked[]) => files.reduce((sum, { file }) => sum + file.size, 0);
    this.sending = {
      name: this.#queue[this.#next.file]?.name ?? '',
      file: this.#next.file + 1,
      files: this.#queue.length,
      bytes: size_of(this.#queue.slice(0, this.#next.file)) + offset,
      bytes_total: size_of(this.#queue),
    };
  }

  async #follow(status: ImportStatus): Promise<void> {
    this.#quarter = 0;
    for (this.status = status; status.state === 'running'; this.status = status) {
      await new Promise((resolve) => setTimeout(resolve, look_again_ms));
      status = await api.import_status(this.runner);
      this.#say_quarter(status);
    }
    this.#end(status);
  }

  #end(status: ImportStatus): void {
    this.stopping = false;
    this.status = status;
    this.finished += 1;
    announce(outcome(status));
  }

  #say_quarter(status: ImportStatus): void {
    const quarter = status.state === 'running' ? Math.floor(4 * (share_read(status) ?? 0)) : 0;
    if (quarter > this.#quarter && quarter < 4) announce(`${quarter * 25}% read`);
    this.#quarter = Math.max(this.#quarter, quarter);
  }

  async #work(work: () => Promise<void>): Promise<void> {
    this.#at_work = true;
    this.error = null;
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (!this.stopping) this.error = error;
    } finally {
      this.#at_work = false;
    }
  }
}

// How much is read, from 0 to 1; null when genu cannot say. Files inside an archive count, so the total may still grow.
export function share_read(status: ImportStatus): number | null {
  const { files_done, files_total = 0, bytes_done, bytes_total } = status;
  if (files_total > 0) return Math.min(1, files_done / files_total);
  return bytes_total > 0 && bytes_done < bytes_total ? bytes_done / bytes_total : null;
}

// One sentence for the end of an import.
export function outcome(status: ImportStatus): string {
  const parts = [`${count(status.runs_added, 'run')} added`];
  if (status.others_added > 0) parts.push(count(status.others_added, 'other activity', 'other activities'));
  if (status.already_recorded > 0)
    parts.push(`${count(status.already_recorded, 'activity', 'activities')} already there`);
  if (status.problem_count > 0) parts.push(count(status.problem_count, 'problem'));
  const text = parts.join(', ');
  if (status.state === 'cancelled') return `Stopped. ${text}. What was read so far is kept.`;
  if (status.state === 'failed') return `The import failed. ${status.error?.message ?? ''} ${text}.`;
  return `Done: ${text}.`;
}

let current: ImportJob | null = null;

export function import_job(runner: string): ImportJob {
  if (current?.runner !== runner) current = new ImportJob(runner);
  return current;
}
