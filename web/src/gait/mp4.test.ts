import { expect, test } from 'vitest';
import { read_film_table, slow_motion_of } from './mp4';

const u32 = (...values: number[]) =>
  values.flatMap((value) => [(value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]);
const letters = (text: string) => [...text].map((letter) => letter.charCodeAt(0));
const box = (type: string, ...parts: number[][]) => {
  const body = parts.flat();
  return [...u32(body.length + 8), ...letters(type), ...body];
};
const handler = (type: string) => box('hdlr', u32(0, 0), letters(type), u32(0, 0, 0));

interface Film {
  durations: [number, number][];
  delays?: [number, number][];
  edits?: number[];
  capture_fps?: number;
}

function film({ durations, delays, edits, capture_fps }: Film): Blob {
  const pairs = (type: string, list: [number, number][]) => box(type, u32(0, list.length, ...list.flat()));
  const sound = box('trak', box('mdia', box('mdhd', u32(0, 0, 0, 44100, 0)), handler('soun')));
  const pictures = box(
    'trak',
    edits
      ? box(
          'edts',
          box(
            'elst',
            u32(0, edits.length),
            edits.flatMap((time) => u32(100, time, 65536)),
          ),
        )
      : [],
    box(
      'mdia',
      box('mdhd', u32(0, 0, 0, 600, 0)),
      handler('vide'),
      box('minf', box('stbl', pairs('stts', durations), delays ? pairs('ctts', delays) : [])),
    ),
  );
  const float = new DataView(new ArrayBuffer(4));
  float.setFloat32(0, capture_fps ?? 0);
  const meta = capture_fps
    ? box(
        'meta',
        box(
          'keys',
          u32(0, 2),
          box('mdta', letters('com.android.version')),
          box('mdta', letters('com.android.capture.fps')),
        ),
        box(
          'ilst',
          [...u32(8 + 17), ...u32(1), ...box('data', u32(1, 0), [49])],
          [...u32(28), ...u32(2), ...box('data', u32(23, 0), u32(float.getUint32(0)))],
        ),
      )
    : [];
  return new Blob([
    new Uint8Array([
      ...box('ftyp', letters('isom')),
      ...box('mdat', new Array(100).fill(7)),
      ...box('moov', sound, pictures, meta),
    ]),
  ]);
}

test('every picture has its time', async () => {
  const table = await read_film_table(
    film({
      durations: [
        [3, 20],
        [2, 10],
      ],
    }),
  );
  expect(table!.times_s).toEqual([0, 20 / 600, 40 / 600, 60 / 600, 70 / 600]);
  expect(table!.recorded_per_second).toBeNull();
  expect(slow_motion_of(table)).toBe(1);
});

test('pictures that are shown in another order than they are stored', async () => {
  const table = await read_film_table(
    film({
      durations: [[4, 20]],
      delays: [
        [1, 20],
        [1, 60],
        [1, 20],
        [1, 0],
      ],
      edits: [-1 >>> 0, 20],
    }),
  );
  expect(table!.times_s.map((time) => Math.round(time * 600))).toEqual([0, 40, 40, 60]);
});

test('slow motion is known from the camera’s note', async () => {
  const table = await read_film_table(film({ durations: [[30, 20]], capture_fps: 240 }));
  expect(table!.pictures_per_second).toBeCloseTo(30);
  expect(table!.recorded_per_second).toBe(240);
  expect(slow_motion_of(table)).toBe(8);
});

test('what is no film, or only a piece of one, has no table', async () => {
  expect(await read_film_table(new Blob(['not a film at all']))).toBeNull();
  expect(await read_film_table(new Blob([]))).toBeNull();
  const whole = film({ durations: [[3, 20]] });
  for (let size = 0; size < whole.size; ++size) expect(await read_film_table(whole.slice(0, size))).toBeNull();
});

test('a table that lies about its length ends quietly', async () => {
  expect(await read_film_table(film({ durations: [[0xffffffff, 20]] }))).toBeNull();
});
