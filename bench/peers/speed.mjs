#!/usr/bin/env node
// How fast FIT files are decoded: genu, gpsbabel, fit-file-parser, in one run (README.md).
//   node bench/peers/speed.mjs [ROUNDS]
// Whole process: one process for one file. Without start-up: its processor time, less that of the same program on a FIT
// file with one record (its start, and what it loads). In process, processor time of one core for one more reading:
//   genu             import_bench (decoding and nothing else); without it no figure
//   gpsbabel         nine files (-f nine times) in one process less one file, an eighth of that; nothing is written
//   fit-file-parser  a loop in one process after it has warmed up, main thread only (its garbage collector's helpers left out)
// genu's processes do more than decode: they also work out splits, ascent, cadence and write JSON.
// Processor time, because the machine may be busy; turns alternate, every second round in the opposite order. Medians.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { data, fitParserOptions, genuPath, loadFitParser, root } from './decoders.mjs';

const names = {
  'muktihari__fit/big_activity.fit': 'fit_99998_records',
  'jflam__FastFitParser/large_file.fit': 'fit_18456_records',
  'roznet__FitFileParser/running.fit': 'fit_run_with_developer_fields',
};
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const { FitParser, version } = await loadFitParser();

function parse(bytes) {
  let records = 0;
  new FitParser(fitParserOptions).parse(bytes, (error, result) => {
    if (error) throw new Error(String(error));
    records = result.records.length;
  });
  return records;
}

// --- this script, started by itself: the peer as a process --------------------------------------------------------------

const [, script, task, file, seconds] = process.argv;
if (task === '--once') {
  parse(readFileSync(file));
  process.exit(0);
}
if (task === '--loop') {
  const bytes = readFileSync(file);
  const ticks = () => {
    const fields = readFileSync(`/proc/self/task/${process.pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10; // user and system, in hundredths of a second
  };
  for (let i = 0; i < 5; ++i) parse(bytes);
  const from = ticks();
  let rounds = 0;
  do parse(bytes);
  while (++rounds < 3 || ticks() - from < Number(seconds) * 1000);
  console.log((ticks() - from) / rounds);
  process.exit(0);
}

// --- processes ------------------------------------------------------------------------------------------------------------

const rounds = Number(task ?? 9);
const scratch = mkdtempSync(join(tmpdir(), 'genu-speed-'));

function crc(bytes) {
  let value = 0;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; ++bit) value = value & 1 ? (value >> 1) ^ 0xa001 : value >> 1;
  }
  return value;
}

// A file_id and one record with time and position: what each program needs to start, and next to nothing to decode.
function smallest() {
  const messages = Buffer.concat([
    Buffer.from([0x40, 0, 0, 0, 0, 1, 0, 1, 0x00, 0x00, 4]), // definition: file_id with type; data: 4, an activity
    Buffer.from([0x41, 0, 0, 20, 0, 3, 253, 4, 0x86, 0, 4, 0x85, 1, 4, 0x85, 0x01]), // definition: record; its data:
    Buffer.from(new Uint32Array([1_100_000_000, 600_000_000, 100_000_000]).buffer),
  ]);
  const header = Buffer.from([14, 0x20, 0, 0, 0, 0, 0, 0, 0x2e, 0x46, 0x49, 0x54, 0, 0]);
  header.writeUInt32LE(messages.length, 4);
  header.writeUInt16LE(crc(header.subarray(0, 12)), 12);
  const bytes = Buffer.concat([header, messages, Buffer.alloc(2)]);
  bytes.writeUInt16LE(crc(bytes.subarray(0, -2)), bytes.length - 2);
  return bytes;
}

const programs = {
  genu: (path) => [genuPath, ['activity', path, '--format', 'json']],
  gpsbabel: (path) => ['gpsbabel', ['-t', '-i', 'garmin_fit', '-f', path]],
  'fit-file-parser': (path) => [process.execPath, [script, '--once', path]],
};

// Wall and processor time; bash measures in milliseconds.
function measure(command, args) {
  const timed = ['-c', 'TIMEFORMAT="genu-peers %3R %3U %3S"; time "$@" >/dev/null', 'bash', command, ...args];
  const done = spawnSync('bash', timed, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
  const found = done.stderr?.match(/genu-peers ([\d.]+) ([\d.]+) ([\d.]+)/);
  if (done.status !== 0 || !found) throw new Error(`${command} ${args.join(' ')} failed: ${done.error ?? done.stderr}`);
  return { wall: Number(found[1]) * 1000, cpu: (Number(found[2]) + Number(found[3])) * 1000 };
}

const small = join(scratch, 'small.fit');
writeFileSync(small, smallest());
const files = [...Object.keys(names).map((name) => join(data, name)), small];
const nine = 'gpsbabel, nine files';
programs[nine] = (path) => ['gpsbabel', ['-t', '-i', 'garmin_fit', ...Array(9).fill(['-f', path]).flat()]];
const taken = new Map();
const order = Object.keys(programs);
for (let round = -1; round < rounds; ++round)
  for (const path of files)
    for (const program of round % 2 ? [...order].reverse() : order) {
      const took = measure(...programs[program](path));
      if (round < 0) taken.set(program + path, []); // files and programs are in memory from now on
      else taken.get(program + path).push(took);
    }
const middle = (program, path, what) => median(taken.get(program + path).map((one) => one[what]));

const bench =
  process.env.GENU_IMPORT_BENCH ??
  join(root, 'build/release/bench/import_bench');
function genuInProcess(name) {
  if (!existsSync(bench)) return NaN;
  const args = [`--benchmark_filter=decode/${names[name]}$`, '--benchmark_format=json', '--benchmark_repetitions=5'];
  const done = spawnSync(bench, args, { encoding: 'utf8' });
  const found = JSON.parse(done.stdout || '{"benchmarks":[]}').benchmarks.find((one) => one.aggregate_name === 'median');
  return found ? found.cpu_time / { ns: 1e6, us: 1e3, ms: 1, s: 1e-3 }[found.time_unit] : NaN;
}
function parserInProcess(path) {
  return Number(spawnSync(process.execPath, [script, '--loop', path, '4'], { encoding: 'utf8' }).stdout);
}

const show = (ms, size) =>
  ms > 0 ? `${ms < 10 ? ms.toFixed(2) : ms.toFixed(0)} ms, ${(size / 1e3 / ms).toPrecision(3)} MB/s` : '–';
const ratio = (other, ours) => (other > 0 && ours > 0 ? `${(other / ours).toFixed(1)} ×` : '–');
const shown = order.filter((program) => program !== nine);
console.log(`${rounds} rounds, medians; fit-file-parser ${version}, node ${process.version}`);
if (!existsSync(bench)) console.log('import_bench is not built: no in-process figure for genu');
const startUps = shown.map((one) => `${one} ${middle(one, small, 'cpu').toFixed(0)} ms`);
console.log(`start-up (one record), processor time: ${startUps.join(', ')}`);
for (const path of files.slice(0, -1)) {
  const name = path.slice(data.length + 1);
  const size = statSync(path).size;
  const net = (program) => middle(program, path, 'cpu') - middle(program, small, 'cpu');
  const inside = {
    genu: genuInProcess(name),
    gpsbabel: (middle(nine, path, 'cpu') - middle('gpsbabel', path, 'cpu')) / 8,
    'fit-file-parser': parserInProcess(path),
  };
  console.log(`\n${name}, ${(size / 1e6).toFixed(2)} MB`);
  const titles = ['whole process, wall', 'whole process, processor', 'without start-up', 'in process'];
  console.log(`| | ${titles.map((title) => `${title} | ratio`).join(' | ')} |`);
  console.log(`|${' --- |'.repeat(9)}`);
  for (const program of shown) {
    const cell = (of) => `${show(of(program), size)} | ${ratio(of(program), of('genu'))}`;
    const columns = [(one) => middle(one, path, 'wall'), (one) => middle(one, path, 'cpu'), net, (one) => inside[one]];
    console.log(`| ${program} | ${columns.map(cell).join(' | ')} |`);
  }
}
rmSync(scratch, { recursive: true });
