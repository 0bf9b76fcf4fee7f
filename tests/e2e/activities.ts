// Training files for the tests: an export as Strava makes it, and a made-up history with a jump in it.
import { fileURLToPath } from 'node:url';

export const strava_export = fileURLToPath(new URL('../data/activities/exports/strava_export_en.zip', import.meta.url));

interface File {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

const day_ms = 86_400_000;

export const day_of = (time: number) => new Date(time).toISOString().slice(0, 10);

const tcx_space = 'http://www.garmin.com/xmlschemas';

const tag = (name: string, ...inside: (string | number)[]) => `<${name}>${inside.join('')}</${name.split(' ')[0]}>`;

// A run at 6 min/km to the north, with a point every 20 seconds.
function tcx(start: number, kilometres: number): File {
  const seconds = kilometres * 360;
  const points: string[] = [];
  for (let second = 0; second <= seconds; second += 20) {
    const metres = (second / 360) * 1000;
    const latitude = tag('LatitudeDegrees', (50 + metres / 111_195).toFixed(7));
    points.push(
      tag(
        'Trackpoint',
        tag('Time', new Date(start + second * 1000).toISOString()),
        tag('Position', latitude, tag('LongitudeDegrees', '8.0')),
        tag('AltitudeMeters', (120 + 15 * Math.sin(metres / 900)).toFixed(1)),
        tag('DistanceMeters', metres.toFixed(1)),
        tag('HeartRateBpm', tag('Value', 140 + Math.round(8 * Math.sin(second / 300)))),
        tag('Extensions', tag(`TPX xmlns="${tcx_space}/ActivityExtension/v2"`, tag('RunCadence', 84))),
      ),
    );
  }
  const id = new Date(start).toISOString();
  const lap = tag(
    `Lap StartTime="${id}"`,
    tag('TotalTimeSeconds', seconds),
    tag('DistanceMeters', kilometres * 1000),
    tag('Calories', 0),
    tag('Intensity', 'Active'),
    tag('TriggerMethod', 'Manual'),
    tag('Track', ...points),
  );
  const activity = tag('Activity Sport="Running"', tag('Id', id), lap);
  const database = `TrainingCenterDatabase xmlns="${tcx_space}/TrainingCenterDatabase/v2"`;
  const text = `<?xml version="1.0" encoding="UTF-8"?>${tag(database, tag('Activities', activity))}`;
  return { name: `${day_of(start)}.tcx`, mimeType: 'application/xml', buffer: Buffer.from(text) };
}

export interface History {
  onset: string;
  long_run: string;
  files: File[];
}

// Three runs a week for 18 weeks, the longest of 10 km; eleven days before the pain one of 21 km.
export function history_with_a_jump(): History {
  const onset = Math.floor(Date.now() / day_ms) * day_ms - 28 * day_ms;
  const long_run = onset - 11 * day_ms;
  const files: File[] = [];
  for (let back = 18 * 7; back >= 0; --back) {
    const day = onset - back * day_ms;
    if (day === long_run) files.push(tcx(day + 7 * 3_600_000, 21));
    else if (back % 7 === 0) files.push(tcx(day + 7 * 3_600_000, 9 + (back % 3) / 2));
    else if (back % 7 === 2 || back % 7 === 5) files.push(tcx(day + 7 * 3_600_000, 6 + (back % 5) / 4));
  }
  return { onset: day_of(onset), long_run: day_of(long_run), files };
}
