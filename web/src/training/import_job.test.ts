import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ImportStatus } from '../types';
import { ImportJob, outcome, share_read } from './import_job.svelte';

const nothing: ImportStatus = {
  state: 'idle',
  files_done: 0,
  bytes_done: 0,
  bytes_total: 0,
  current: '',
  runs_added: 0,
  others_added: 0,
  already_recorded: 0,
  improved: 0,
  skipped: 0,
  problems: [],
  problem_count: 0,
  error: null,
};
const mega = 1024 * 1024;
const picked = (name: string, bytes: number) => ({ name, file: new File([new Uint8Array(bytes)], name) });

let calls: string[];
let state: ImportStatus['state'];
let looks_until_done: number;
let piece_ms: number;
let refuse: ((call: string) => { status: number; code: string } | null) | null;

// A genu that remembers what it was asked.
async function answer(address: string, { method = 'GET', body = null }: RequestInit = {}): Promise<Response> {
  const query = new URL(address, 'http://genu.invalid').searchParams;
  const call =
    method === 'PUT'
      ? `PUT ${query.get('name')} ${query.get('offset')}+${(body as Blob).size}/${query.get('size')}`
      : method;
  calls.push(call);
  await new Promise((resolve) => setTimeout(resolve, method === 'PUT' ? piece_ms : 1));
  const refusal = refuse?.(call);
  if (refusal) {
    return new Response(JSON.stringify({ error: { code: refusal.code, message: 'No.' } }), { status: refusal.status });
  }
  if (method === 'PUT') state = 'receiving';
  if (method === 'POST') state = 'running';
  if (method === 'DELETE' && state === 'receiving') state = 'cancelled';
  if (method === 'DELETE' && state === 'running') looks_until_done = -1;
  if (method === 'GET' && state === 'running' && looks_until_done-- <= 0)
    state = looks_until_done < -1 ? 'cancelled' : 'done';
  return new Response(JSON.stringify({ ...nothing, state, runs_added: 3 }));
}

beforeEach(() => {
  calls = [];
  state = 'idle';
  looks_until_done = 1;
  piece_ms = 1;
  refuse = null;
  vi.stubGlobal('fetch', answer);
});
afterEach(() => vi.unstubAllGlobals());

test('files go in pieces and in order, then they are read', async () => {
  const job = new ImportJob('A1');
  await job.send([picked('a.zip', 9 * mega), picked('empty.fit', 0), picked('b.fit', 10)]);
  expect(calls).toEqual([
    'GET',
    `PUT a.zip 0+${4 * mega}/${9 * mega}`,
    `PUT a.zip ${4 * mega}+${4 * mega}/${9 * mega}`,
    `PUT a.zip ${8 * mega}+${mega}/${9 * mega}`,
    'PUT b.fit 0+10/10',
    'POST',
    'GET',
    'GET',
  ]);
  expect([job.status?.state, job.finished, job.sending, job.error]).toEqual(['done', 1, null, null]);
});

test('after a failure it goes on with the piece that was not confirmed', async () => {
  const job = new ImportJob('A1');
  refuse = (call) => (call.includes(` ${4 * mega}+`) ? { status: 500, code: 'io' } : null);
  await job.send([picked('a.zip', 5 * mega)]);
  expect(job.error?.code).toBe('io');
  expect(job.sending).toMatchObject({ name: 'a.zip', bytes: 4 * mega });
  refuse = null;
  calls = [];
  await job.go_on();
  expect(calls.slice(0, 2)).toEqual([`PUT a.zip ${4 * mega}+${mega}/${5 * mega}`, 'POST']);
  expect(job.status?.state).toBe('done');
});

test('a piece out of order sends the file again from its start', async () => {
  const job = new ImportJob('A1');
  let refused = false;
  refuse = (call) => {
    if (refused || !call.includes(` ${4 * mega}+`)) return null;
    refused = true;
    return { status: 409, code: 'conflict' };
  };
  await job.send([picked('a.zip', 5 * mega)]);
  expect(calls.filter((call) => call.startsWith('PUT')).map((call) => call.split(' ')[2]!.split('+')[0])).toEqual([
    '0',
    String(4 * mega),
    '0',
    String(4 * mega),
  ]);
  expect(job.status?.state).toBe('done');
});

test('cancelling while sending waits for the piece on its way, and reads nothing', async () => {
  const job = new ImportJob('A1');
  piece_ms = 150;
  const sent = job.send([picked('a.zip', 9 * mega)]);
  await vi.waitFor(() => expect(calls).toContain(`PUT a.zip 0+${4 * mega}/${9 * mega}`));
  await job.cancel();
  await sent;
  expect(calls.at(-1)).toBe('DELETE');
  expect(calls.filter((call) => call.startsWith('PUT'))).toHaveLength(1);
  expect([job.status?.state, job.finished, job.sending, job.stopping]).toEqual(['cancelled', 1, null, false]);
});

test('cancelling while reading ends when genu has stopped', async () => {
  const job = new ImportJob('A1');
  looks_until_done = 1000;
  const sent = job.send([picked('a.fit', 10)]);
  await vi.waitFor(() => expect(job.reading).toBe(true));
  await job.cancel();
  expect(job.stopping || job.status?.state === 'cancelled').toBe(true);
  await sent;
  expect([job.status?.state, job.finished, job.stopping]).toEqual(['cancelled', 1, false]);
});

test('what runs is picked up, and what was broken off is known', async () => {
  state = 'running';
  const job = new ImportJob('A1');
  await job.pick_up();
  expect([job.status?.state, job.finished]).toEqual(['done', 1]);

  state = 'receiving';
  const other = new ImportJob('A2');
  await other.pick_up();
  expect(other.broken_off).toBe(true);
  await other.cancel();
  expect(other.broken_off).toBe(false);
});

test('an import ends in one sentence', () => {
  expect(
    outcome({ ...nothing, state: 'done', runs_added: 1, others_added: 2, already_recorded: 3, problem_count: 1 }),
  ).toBe('Done: 1 run added, 2 other activities, 3 activities already there, 1 problem.');
  expect(outcome({ ...nothing, state: 'cancelled' })).toBe('Stopped. 0 runs added. What was read so far is kept.');
});

test('the share that is read comes from files, else from bytes, else is not known', () => {
  expect(share_read({ ...nothing, files_total: 4, files_done: 1 })).toBe(0.25);
  expect(share_read({ ...nothing, bytes_total: 10, bytes_done: 5 })).toBe(0.5);
  expect(share_read({ ...nothing, bytes_total: 10, bytes_done: 10 })).toBeNull();
});
