// The decoders, each brought to the same form:
//   { records: how many it counted, rows: [{ time, lat, lon, distance, altitude, speed, heart_rate, cadence, power }] }
// time: milliseconds since 1970, NaN without one; every other number is NaN when the decoder gives none.
// cadence: of one leg for sports on foot, as files keep it. A decoder that fails throws.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { constants, gunzipSync } from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));
export const root = resolve(here, '../..');
export const genuPath = process.env.GENU ?? join(root, 'build/release/genu');
export const data = process.env.GENU_ACTIVITIES ?? join(root, '../shared/data/activities');
export const fields = ['lat', 'lon', 'distance', 'altitude', 'speed', 'heart_rate', 'cadence', 'power'];

/// Where `npm ci` put fit-file-parser: GENU_PEERS, /tmp/genu-peers, or here.
export async function loadFitParser() {
  for (const folder of [process.env.GENU_PEERS, '/tmp/genu-peers', here]) {
    if (!folder || !existsSync(join(folder, 'node_modules/fit-file-parser'))) continue;
    const require = createRequire(join(resolve(folder), 'package.json'));
    const version = JSON.parse(readFileSync(join(folder, 'node_modules/fit-file-parser/package.json'), 'utf8')).version;
    const module = await import(pathToFileURL(join(dirname(require.resolve('fit-file-parser')), '../fit-parser.js')));
    return { FitParser: module.default, version };
  }
  console.error('fit-file-parser is not installed: see bench/peers/README.md');
  process.exit(2);
}

export function run(command, args) {
  const done = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 30 });
  if (done.error) throw done.error;
  if (done.status !== 0) throw new Error((done.stderr || '').trim().split('\n').pop() || `status ${done.status}`);
  return done.stdout;
}

const number = (text) => (text === undefined || text === '' ? NaN : Number(text));

function table(text) {
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  const cells = (line) =>
    line.includes('"')
      ? [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((m) => m[1] ?? m[2])
      : line.split(',');
  const names = cells(lines[0] ?? '');
  return lines.slice(1).map((line) => Object.fromEntries(cells(line).map((cell, i) => [names[i], cell])));
}

const onFoot = new Set(['running', 'walking', 'hiking']);

export function readWithGenu(file) {
  const rows = table(run(genuPath, ['activity', file, '--format', 'csv']));
  let json = { records: 0, activities: [] };
  try {
    json = JSON.parse(run(genuPath, ['activity', file, '--format', 'json']));
  } catch (error) {
    if (rows.length > 0) throw error; // "it holds no activity" is an answer
  }
  return {
    records: json.records,
    warnings: json.warnings ?? [],
    rows: rows.map((row) => {
      const feet = onFoot.has(json.activities[Number(row.activity) - 1]?.sport) ? 2 : 1;
      return {
        time: row.time ? Date.parse(row.time) : NaN,
        lat: number(row.latitude_deg),
        lon: number(row.longitude_deg),
        distance: number(row.distance_m),
        altitude: number(row.altitude_m),
        speed: number(row.speed_m_per_s),
        heart_rate: number(row.heart_rate_bpm),
        cadence: number(row.cadence_per_min) / feet,
        power: number(row.power_w),
      };
    }),
  };
}

// gpsbabel's table has no distance; six decimals of a degree, one of a metre, two of a metre a second, whole cadence.
// Of FIT files it leaves out points without a position unless asked (allpoints), and then writes 0/0.
export function readWithGpsbabel(file, format, { allPoints = false } = {}) {
  const input = allPoints ? `${format},allpoints=1` : format;
  const rows = table(run('gpsbabel', ['-t', '-i', input, '-f', file, '-o', 'unicsv,utc=0', '-F', '-']));
  return {
    records: rows.length,
    rows: rows.map((row) => {
      const nowhere = allPoints && Number(row.Latitude) === 0 && Number(row.Longitude) === 0;
      return {
        time: row.Date ? Date.parse(`${row.Date.replaceAll('/', '-')}T${row.Time}Z`) : NaN,
        lat: nowhere ? NaN : number(row.Latitude),
        lon: nowhere ? NaN : number(row.Longitude),
        distance: NaN,
        altitude: number(row.Altitude),
        speed: number(row.Speed),
        heart_rate: number(row.Heartrate),
        cadence: number(row.Cadence),
        power: number(row.Power),
      };
    }),
  };
}

export const fitParserOptions = {
  force: true,
  mode: 'list',
  speedUnit: 'm/s',
  lengthUnit: 'm',
  temperatureUnit: 'celsius',
  elapsedRecordField: false,
};

export function readWithFitParser(bytes, FitParser) {
  let failure;
  let parsed;
  new FitParser(fitParserOptions).parse(bytes, (error, result) => {
    failure = error;
    parsed = result;
  });
  if (failure) throw new Error(String(failure));
  const records = parsed?.records ?? [];
  const value = (...candidates) => candidates.find((candidate) => typeof candidate === 'number') ?? NaN;
  return {
    records: records.length,
    rows: records.map((record) => ({
      time: record.timestamp ? new Date(record.timestamp).getTime() : NaN,
      lat: value(record.position_lat),
      lon: value(record.position_long),
      distance: value(record.distance),
      altitude: value(record.enhanced_altitude, record.altitude),
      speed: value(record.enhanced_speed, record.speed, record.Speed), // capitals: developer fields, by their own name
      heart_rate: value(record.heart_rate),
      cadence: value(record.cadence) + value(record.fractional_cadence, 0),
      power: value(record.power, record.Power),
    })),
  };
}

// To the nearest millisecond (Date.parse cuts off); without a zone: UTC.
function momentOf(text) {
  const [, seconds, fraction, zone] = text.match(/^(.*?)(\.\d+)?(Z|[+-]\d\d:?\d\d)?$/);
  return Date.parse(seconds + (zone ?? 'Z')) + Math.round(Number(fraction ?? 0) * 1000);
}

// TCX and GPX by patterns: no parser, no namespaces, no rules. For what gpsbabel does not give.
export function readWithPatterns(text) {
  const isTcx = text.includes('<Trackpoint');
  const points = isTcx ? /<Trackpoint\b[^>]*>([\s\S]*?)<\/Trackpoint>/g : /<trkpt\b([^>]*?)(?:\/>|>([\s\S]*?)<\/trkpt>)/g;
  const plain = text.replace(/<!--[\s\S]*?-->/g, '');
  const rows = [...plain.matchAll(points)].map((match) => {
    const inside = isTcx ? match[1] : (match[2] ?? '');
    const of = (...names) => {
      for (const name of names) {
        const found = inside.match(new RegExp(`<(?:\\w+:)?${name}\\b[^>]*>\\s*(?:<Value>)?\\s*([^<\\s][^<]*?)\\s*<`));
        if (found) return found[1];
      }
      return undefined;
    };
    const attribute = (name) => match[1].match(new RegExp(`\\b${name}\\s*=\\s*["']([^"']*)["']`))?.[1];
    const time = of(isTcx ? 'Time' : 'time');
    return {
      time: time === undefined ? NaN : momentOf(time),
      lat: number(isTcx ? of('LatitudeDegrees') : attribute('lat')),
      lon: number(isTcx ? of('LongitudeDegrees') : attribute('lon')),
      distance: number(isTcx ? of('DistanceMeters') : undefined),
      altitude: number(of(isTcx ? 'AltitudeMeters' : 'ele')),
      speed: number(of(isTcx ? 'Speed' : 'speed')),
      heart_rate: number(of(isTcx ? 'HeartRateBpm' : 'hr', 'heartrate')),
      cadence: number(isTcx ? of('RunCadence', 'Cadence') : of('cad', 'cadence')),
      power: number(isTcx ? of('Watts') : of('power', 'PowerInWatts')),
    };
  });
  return { records: rows.length, rows };
}

/// The file itself, or a copy without its gzip layer (what can be unpacked of it).
export function unpacked(file) {
  if (!file.endsWith('.gz')) return { path: file, bytes: readFileSync(file), remove: () => {} };
  const bytes = gunzipSync(readFileSync(file), { finishFlush: constants.Z_SYNC_FLUSH });
  const folder = mkdtempSync(join(tmpdir(), 'genu-peers-'));
  const path = join(folder, 'unpacked.fit');
  writeFileSync(path, bytes);
  return { path, bytes, remove: () => rmSync(folder, { recursive: true }) };
}
