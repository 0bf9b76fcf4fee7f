#!/usr/bin/env node
// A simulated cohort: the table that `genu training --cohort` reads. For speed and for tests; it says nothing about people.
//
//   node bench/simulate_cohort.mjs > cohort.csv                       5,205 runners, 588,071 sessions
//   node bench/simulate_cohort.mjs --runners 40 --sessions 2000 --seed 7 > small.csv
//
// Simulated, not the study's data. Only two figures are the study's (frandsen2025, doi 10.1136/bjsports-2024-109380): the
// number of runners and of sessions. Everything else is assumed here, without a source:
//   time        18 months: 548 days from 2019-07-01
//   frequency   sessions a week: log-normal between runners (sigma 0.7), at most 6; the counts of all runners add up to
//               the number of sessions exactly
//   enrolment   a third of the runners join later, up to 9 months
//   gaps        for each runner 0 to 4 breaks of 8 to 60 days; a few are longer than 30 days, so that the window is empty
//   days        without replacement; Saturday 1.3 and Sunday 1.6 times as likely as another day; 2 % of the sessions are
//               a second one on a day that has one
//   distance    log-normal: median of a runner log-normal around 6.5 km (sigma 0.35), within a runner sigma 0.15 to 0.40;
//               a quarter of the sessions on the runner's long day are 1.5 to 2.2 times as long; 0.3 % of all sessions are
//               a race or an adventure of 2 to 4 times; 0.3 km at least, 120 km at most
// The same seed gives the same bytes: only + - * / sqrt, log and exp are used (V8 has its own, the same everywhere).
import { createWriteStream } from 'node:fs';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    runners: { type: 'string', default: '5205' },
    sessions: { type: 'string', default: '588071' },
    seed: { type: 'string', default: '1' },
  },
});
const runners = Number(values.runners);
const sessions = Number(values.sessions);
const days = 548;
const firstDay = Date.UTC(2019, 6, 1) / 86_400_000; // a Monday
const mostPerRunner = 6 * 78;
if (!(runners >= 1 && sessions >= runners && sessions <= runners * mostPerRunner * 0.6)) {
  console.error('simulate_cohort: needs at least one session and at most 280 for each runner');
  process.exit(2);
}

// splitmix32: a 32-bit counter, mixed.
let state = Number(values.seed) >>> 0;
function uniform() {
  state = (state + 0x9e3779b9) >>> 0;
  let z = state;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return ((z ^ (z >>> 15)) >>> 0) / 4294967296;
}
const between = (low, high) => low + (high - low) * uniform();
const wholeBetween = (low, high) => Math.floor(between(low, high + 1));

// Marsaglia's polar method.
function normal() {
  for (;;) {
    const x = between(-1, 1);
    const y = between(-1, 1);
    const square = x * x + y * y;
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
  }
}
const logNormal = (median, sigma) => median * Math.exp(sigma * normal());

// Shares of the sessions by weight: 1 to mostPerRunner each, together exactly `sessions`.
function countsOf() {
  const weights = Array.from({ length: runners }, () => logNormal(1, 0.7));
  const total = (factor) =>
    weights.reduce((sum, weight) => sum + Math.min(mostPerRunner, Math.max(1, Math.floor(weight * factor))), 0);
  let low = 0;
  let high = sessions * 1000;
  for (let step = 0; step < 80; ++step) {
    const middle = (low + high) / 2;
    if (total(middle) <= sessions) low = middle;
    else high = middle;
  }
  const counts = weights.map((weight) => Math.min(mostPerRunner, Math.max(1, Math.floor(weight * low))));
  let missing = sessions - counts.reduce((sum, count) => sum + count, 0);
  for (let i = 0; missing > 0; i = (i + 1) % runners)
    if (counts[i] < mostPerRunner) {
      ++counts[i];
      --missing;
    }
  return counts;
}

// How likely each day is; 0 in a gap and before the runner joined. A runner with many sessions has fewer gaps.
function dayWeights(wanted) {
  const weights = Array.from({ length: days }, (_, day) => (day % 7 === 6 ? 1.6 : day % 7 === 5 ? 1.3 : 1));
  const blank = (from, to) => {
    const left = weights.reduce((sum, weight, day) => sum + (weight > 0 && (day < from || day >= to) ? 1 : 0), 0);
    if (left >= wanted) weights.fill(0, from, to);
  };
  if (uniform() < 1 / 3) blank(0, wholeBetween(1, 274));
  for (let gap = wholeBetween(0, 4); gap > 0; --gap) {
    const from = wholeBetween(0, days - 61);
    blank(from, from + wholeBetween(8, 60));
  }
  return weights;
}

// `wanted` of the days, without replacement: the smallest waiting times (Efraimidis and Spirakis 2006).
function daysOf(wanted) {
  let second = 0;
  for (let i = 1; i < wanted; ++i) if (uniform() < 0.02) ++second;
  const weights = dayWeights(wanted);
  const chosen = weights
    .map((weight, day) => ({ day, wait: weight > 0 ? -Math.log(1 - uniform()) / weight : Infinity }))
    .filter((entry) => entry.wait < Infinity)
    .sort((a, b) => a.wait - b.wait)
    .slice(0, wanted - second)
    .map((entry) => entry.day);
  for (const once = chosen.length; second > 0; --second) chosen.push(chosen[wholeBetween(0, once - 1)]);
  return chosen.sort((a, b) => a - b);
}

function distanceOf(runner, day) {
  let metres = logNormal(runner.median, runner.sigma);
  if (day % 7 === runner.longDay && uniform() < 0.25) metres *= between(1.5, 2.2);
  if (uniform() < 0.003) metres *= between(2, 4);
  return Math.round(Math.min(120_000, Math.max(300, metres)));
}

const dates = Array.from({ length: days }, (_, day) => new Date((firstDay + day) * 86_400_000).toISOString().slice(0, 10));
const out = createWriteStream(null, { fd: 1 });
out.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 1));
let text = 'runner,date,distance_m\n';
for (const [index, count] of countsOf().entries()) {
  const name = `r${String(index + 1).padStart(4, '0')}`;
  const runner = { median: logNormal(6500, 0.35), sigma: between(0.15, 0.4), longDay: uniform() < 0.7 ? 6 : 5 };
  for (const day of daysOf(count)) text += `${name},${dates[day]},${distanceOf(runner, day)}\n`;
  if (text.length > 1 << 20) {
    if (!out.write(text)) await new Promise((resolve) => out.once('drain', resolve));
    text = '';
  }
}
out.end(text);
