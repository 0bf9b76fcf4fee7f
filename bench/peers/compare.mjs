#!/usr/bin/env node
// genu against other decoders, field by field, on the records of every activity file (README.md).
//   node bench/peers/compare.mjs [--all-examples] [FILE...]
// Exit 1 when a difference has no explanation in explanations.json.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  data, fields, loadFitParser, readWithFitParser, readWithGenu, readWithGpsbabel, readWithPatterns, unpacked,
} from './decoders.mjs';

// Half a unit of the last digit that each prints, and a little. Cadence: gpsbabel and TCX have whole strides, cut off.
const ofTable = { lat: 5.1e-7, lon: 5.1e-7, distance: 0, altitude: 0.0501, speed: 0.0051, heart_rate: 0, cadence: 0, power: 0 };
const exact = { lat: 1e-9, lon: 1e-9, distance: 1e-6, altitude: 1e-6, speed: 1e-6, heart_rate: 0, cadence: 1e-4, power: 0 };
const tolerance = {
  genu: {
    lat: 6e-8, lon: 6e-8, distance: 0.0051, altitude: 0.0501, speed: 0.00051, heart_rate: 0.5, cadence: 0.026, power: 0.5,
  },
  gpsbabel: ofTable,
  'gpsbabel allpoints': ofTable,
  'fit-file-parser': exact,
  patterns: exact,
};
const missing = Number.isNaN;
const cannotGive = (peer, field) => peer.startsWith('gpsbabel') && field === 'distance'; // its table has no such column

function sameValue(field, peer, ours, theirs) {
  const slack = tolerance.genu[field] + tolerance[peer][field];
  if (field === 'cadence' && peer.startsWith('gpsbabel')) return ours > theirs - slack && ours < theirs + 1 + slack;
  if (field === 'heart_rate' || field === 'power') return ours === Math.round(theirs);
  return Math.abs(ours - theirs) <= slack;
}

// As genu does with FIT: a message of the same moment as the one before it that contradicts nothing completes it.
function mergeMoments(rows) {
  const merged = [];
  for (const row of rows) {
    const last = merged.at(-1);
    const completes =
      last && last.time === row.time && fields.every((f) => missing(last[f]) || missing(row[f]) || last[f] === row[f]);
    if (!completes) merged.push({ ...row });
    else for (const f of fields) if (missing(last[f])) last[f] = row[f];
  }
  return merged;
}

function byTime(rows) {
  const moments = new Map();
  for (const row of rows) {
    const key = missing(row.time) ? 'no time' : row.time;
    if (!moments.has(key)) moments.set(key, []);
    moments.get(key).push(row);
  }
  return moments;
}

// Rows of one moment in pairs: in order when there are as many, otherwise those that agree best.
function pairs(ours, theirs, peer) {
  if (ours.length === theirs.length) return { both: ours.map((row, i) => [row, theirs[i]]), ours: [], theirs: [] };
  const left = [...theirs];
  const both = [];
  const alone = [];
  const distance = (a, b) =>
    fields.reduce((sum, f) => {
      if (missing(a[f]) !== missing(b[f])) return sum + 1;
      return !missing(a[f]) && !sameValue(f, peer, a[f], b[f]) ? sum + 3 : sum;
    }, 0);
  const free = new Set(ours);
  while (free.size > 0 && left.length > 0) {
    let best = { cost: Infinity };
    for (const a of free) for (const b of left) if (distance(a, b) < best.cost) best = { cost: distance(a, b), a, b };
    both.push([best.a, best.b]);
    free.delete(best.a);
    left.splice(left.indexOf(best.b), 1);
  }
  alone.push(...free);
  return { both, ours: alone, theirs: left };
}

const at = (row) => (missing(row.time) ? 'no time' : new Date(row.time).toISOString());

function compareRows(genu, other, peer) {
  const found = new Map(); // kind → { count, example }
  const note = (kind, example) => {
    if (!found.has(kind)) found.set(kind, { count: 0, example, examples: [] });
    const entry = found.get(kind);
    ++entry.count;
    if (entry.examples.length < 8) entry.examples.push(example);
  };
  let equal = 0;
  let compared = 0;
  const ours = byTime(genu.rows);
  const theirs = byTime(other.rows);
  const seen = new Set();
  for (const [time, rows] of ours) {
    // Half a millisecond may be rounded either way.
    const near = [time, time + 1, time - 1].find((t) => theirs.has(t) && !seen.has(t) && (t === time || !ours.has(t)));
    seen.add(near);
    const there = theirs.get(near) ?? [];
    const paired = pairs(rows, there.length > rows.length ? mergeMoments(there) : there, peer);
    for (const row of paired.ours)
      note(missing(row.lat) ? 'peer lacks a sample without position' : 'peer lacks a sample', at(row));
    for (const row of paired.theirs) note('genu lacks a sample', at(row));
    for (const [a, b] of paired.both) {
      ++compared;
      for (const field of fields) {
        if (missing(a[field]) && missing(b[field])) continue;
        if (missing(b[field]) && cannotGive(peer, field)) continue;
        if (missing(b[field])) note(`${field} ${a[field] === 0 ? '0 ' : ''}only in genu`, `${at(a)} genu ${a[field]}`);
        else if (missing(a[field])) note(`${field} only in peer`, `${at(a)} peer ${b[field]}`);
        else if (sameValue(field, peer, a[field], b[field])) ++equal;
        else note(`${field} differs`, `${at(a)} genu ${a[field]} peer ${b[field]}`);
      }
    }
  }
  for (const [time, rows] of theirs) if (!seen.has(time)) for (const row of rows) note('genu lacks a sample', at(row));
  return { equal, compared, found };
}

const matches = (pattern, text) =>
  new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`).test(text);

function explanationOf(explanations, file, peer, kind, count) {
  return explanations.find(
    (entry) =>
      [entry.files].flat().some((pattern) => matches(pattern, file)) &&
      [entry.peer].flat().some((pattern) => matches(pattern, peer)) &&
      [entry.kind].flat().some((pattern) => matches(pattern, kind)) &&
      (entry.count === undefined || entry.count === count),
  );
}

const { FitParser, version } = await loadFitParser();
const explanations = JSON.parse(readFileSync(join(dirname(fileURLToPath(import.meta.url)), 'explanations.json'), 'utf8'));
const args = process.argv.slice(2);
const allExamples = args.includes('--all-examples');
const named = args.filter((arg) => !arg.startsWith('--'));
const files = named.length
  ? named.map((file) => resolve(file))
  : readdirSync(data, { recursive: true })
      .map((name) => join(data, name))
      .filter((name) => /\.(fit|tcx|gpx)(\.gz)?$/i.test(name))
      .sort();

console.log(`genu, gpsbabel, fit-file-parser ${version}; "patterns" reads TCX and GPX by regular expressions.`);
console.log('file | peer | records genu / peer | samples compared | values equal | different');
const open = [];
const used = new Set();
const sums = {};
for (const file of files) {
  const name = relative(data, file).replace(/\.\.\//g, '');
  const attempt = (reader) => {
    try {
      return reader();
    } catch (error) {
      return { failure: String(error.message ?? error).trim() };
    }
  };
  const genu = attempt(() => readWithGenu(file));
  const plain = unpacked(file);
  const kind = name.replace(/\.gz$/i, '').split('.').pop().toLowerCase();
  const silent = console.error;
  console.error = () => {}; // fit-file-parser talks
  const peers =
    kind === 'fit'
      ? {
          gpsbabel: attempt(() => readWithGpsbabel(plain.path, 'garmin_fit')),
          'gpsbabel allpoints': attempt(() => readWithGpsbabel(plain.path, 'garmin_fit', { allPoints: true })),
          'fit-file-parser': attempt(() => readWithFitParser(plain.bytes, FitParser)),
        }
      : {
          gpsbabel: attempt(() => readWithGpsbabel(plain.path, kind === 'tcx' ? 'gtrnctr' : 'gpx')),
          patterns: attempt(() => readWithPatterns(plain.bytes.toString('utf8'))),
        };
  console.error = silent;
  plain.remove();
  for (const [peer, other] of Object.entries(peers)) {
    let result = { equal: 0, compared: 0, found: new Map() };
    const say = (kind, example) => result.found.set(kind, { count: 1, example, examples: [example] });
    if (genu.failure && other.failure) {
      console.log(`${name} | ${peer} | both fail | | | genu: ${genu.failure}; peer: ${other.failure}`);
      continue;
    }
    if (other.failure) say('peer fails', other.failure);
    else if (genu.failure && other.records > 0) say('genu fails', genu.failure);
    else if (!genu.failure) {
      result = compareRows(genu, other, peer);
      if (peer === 'fit-file-parser' && genu.records !== other.records)
        result.found.set('record count', {
          count: Math.abs(genu.records - other.records),
          example: `genu ${genu.records} peer ${other.records}`,
          examples: [],
        });
    }
    const sum = (sums[peer] ??= { files: 0, compared: 0, equal: 0, different: 0 });
    ++sum.files;
    sum.compared += result.compared;
    sum.equal += result.equal;
    const notes = [];
    for (const [kind, { count, example, examples }] of result.found) {
      const explanation = explanationOf(explanations, name, peer, kind, count);
      if (explanation) used.add(explanation);
      else open.push(`${name} | ${peer} | ${kind} × ${count}: ${allExamples ? examples.join('; ') : example}`);
      if (/differs$/.test(kind)) sum.different += count;
      notes.push(`${kind} × ${count} (${example})${explanation ? ` [${explanation.id}]` : ' [NOT EXPLAINED]'}`);
    }
    const records = `${genu.failure ? 'fails' : genu.records} / ${other.failure ? 'fails' : other.records}`;
    console.log(`${name} | ${peer} | ${records} | ${result.compared} | ${result.equal} | ${notes.join('; ') || '–'}`);
  }
}

console.log('');
for (const [peer, sum] of Object.entries(sums))
  console.log(
    `${peer}: ${sum.files} files, ${sum.compared} samples compared, ${sum.equal} values equal, ${sum.different} different`,
  );
if (!named.length)
  for (const entry of explanations)
    if (!used.has(entry)) console.log(`explanation "${entry.id}" was not needed`);
if (open.length) {
  console.log(`\n${open.length} differences without an explanation:`);
  for (const line of open) console.log(`  ${line}`);
  process.exit(1);
}
console.log('every difference is explained');
