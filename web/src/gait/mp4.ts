// When each picture of an MP4 or QuickTime film is shown, read from the film's own tables (ISO/IEC 14496-12), and what
// the camera says about slow motion. The film's pictures are not touched: a few kilobytes of the file are read.

export interface FilmTable {
  times_s: number[]; // of every picture, rising
  pictures_per_second: number; // as the film plays
  recorded_per_second: number | null; // as the camera took them, when the file says so
}

interface Box {
  type: string;
  from: number; // of what the box holds
  to: number;
}

type View = DataView<ArrayBuffer>;

const most_table_bytes = 64 * 2 ** 20;
const most_pictures = 1_000_000;

// Null for anything that is not such a film, or is cut up in a way (fragments) that has no table.
export async function read_film_table(file: Blob): Promise<FilmTable | null> {
  try {
    const movie = await find_movie(file);
    return movie && table_of(movie);
  } catch (error) {
    if (error instanceof RangeError) return null; // a table ends before it should
    throw error;
  }
}

// The movie box stands before or behind gigabytes of pictures: only the heads of the boxes on the way are read.
async function find_movie(file: Blob): Promise<View | null> {
  for (let at = 0; at + 8 <= file.size; ) {
    const head = new DataView(await file.slice(at, at + 16).arrayBuffer());
    const { size, head_size } = extent(head, 0, file.size - at);
    if (size < head_size) return null;
    if (type_at(head, 4) === 'moov') {
      if (size > most_table_bytes) return null;
      return new DataView(await file.slice(at + head_size, at + size).arrayBuffer());
    }
    at += size;
  }
  return null;
}

function extent(view: View, at: number, rest: number): { size: number; head_size: number } {
  const size = view.getUint32(at);
  if (size === 1) return { size: Number(view.getBigUint64(at + 8)), head_size: 16 };
  return { size: size === 0 ? rest : size, head_size: 8 };
}

const type_at = (view: View, at: number) =>
  String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));

function boxes(view: View, from = 0, to = view.byteLength): Box[] {
  const found: Box[] = [];
  for (let at = from; at + 8 <= to; ) {
    const { size, head_size } = extent(view, at, to - at);
    if (size < head_size || at + size > to) break;
    found.push({ type: type_at(view, at + 4), from: at + head_size, to: at + size });
    at += size;
  }
  return found;
}

function inside(view: View, box: Box | undefined, ...path: string[]): Box | undefined {
  for (const type of path) box = box && boxes(view, box.from, box.to).find((inner) => inner.type === type);
  return box;
}

function table_of(view: View): FilmTable | null {
  const whole = { type: 'moov', from: 0, to: view.byteLength };
  const is_film = (track: Box) => {
    const handler = inside(view, track, 'mdia', 'hdlr');
    return handler !== undefined && type_at(view, handler.from + 8) === 'vide';
  };
  const track = boxes(view).find((box) => box.type === 'trak' && is_film(box));
  const header = inside(view, track, 'mdia', 'mdhd');
  const durations = inside(view, track, 'mdia', 'minf', 'stbl', 'stts');
  if (!track || !header || !durations) return null;

  const units_per_s = view.getUint32(header.from + (view.getUint8(header.from) === 1 ? 20 : 12));
  const start = first_shown(view, inside(view, track, 'edts', 'elst'));
  const delays = runs(view, inside(view, track, 'mdia', 'minf', 'stbl', 'ctts'));
  const times = shown_at(runs(view, durations), delays).map((time) => (time - start) / units_per_s);
  const times_s = times.filter((time) => time >= -1e-6).sort((one, other) => one - other);
  if (units_per_s === 0 || times_s.length < 2) return null;
  const pictures_per_second = (times_s.length - 1) / (times_s.at(-1)! - times_s[0]!);
  return {
    times_s,
    pictures_per_second,
    recorded_per_second: captured_rate(view, inside(view, whole, 'meta') ?? inside(view, whole, 'udta', 'meta')),
  };
}

// Pairs of (how many, value), as `stts` and `ctts` hold them. Delays of version 1 may be negative; older writers put
// negative ones into version 0, too.
function runs(view: View, box: Box | undefined): [count: number, value: number][] {
  if (!box) return [];
  const count = view.getUint32(box.from + 4);
  const found: [number, number][] = [];
  for (let index = 0; index < count; ++index) {
    const at = box.from + 8 + 8 * index;
    found.push([view.getUint32(at), box.type === 'ctts' ? view.getInt32(at + 4) : view.getUint32(at + 4)]);
  }
  return found;
}

function shown_at(durations: [number, number][], delays: [number, number][]): number[] {
  const times: number[] = [];
  let decoded = 0;
  for (const [count, duration] of durations) {
    if (times.length + count > most_pictures) throw new RangeError('more pictures than a film has');
    for (let index = 0; index < count; ++index, decoded += duration) times.push(decoded);
  }
  let at = 0;
  for (const [count, delay] of delays) {
    for (let index = 0; index < count && at < times.length; ++index, ++at) times[at]! += delay;
  }
  return times;
}

// An edit list says from which time of the track the film starts.
function first_shown(view: View, edits: Box | undefined): number {
  if (!edits) return 0;
  const wide = view.getUint8(edits.from) === 1;
  const count = view.getUint32(edits.from + 4);
  for (let index = 0; index < count; ++index) {
    const at = edits.from + 8 + index * (wide ? 20 : 12);
    const time = wide ? Number(view.getBigInt64(at + 8)) : view.getInt32(at + 4);
    if (time >= 0) return time; // −1: an empty edit, a pause before the start
  }
  return 0;
}

// Android writes com.android.capture.fps among the film's keys.
function captured_rate(view: View, meta: Box | undefined): number | null {
  if (!meta) return null;
  // QuickTime's `meta` is a plain box; the standard's has four bytes more.
  const plain = boxes(view, meta.from, meta.to).some((box) => box.type === 'keys');
  const body = plain ? meta : { ...meta, from: meta.from + 4 };
  const keys = inside(view, body, 'keys');
  const values = inside(view, body, 'ilst');
  if (!keys || !values) return null;
  const names = boxes(view, keys.from + 8, keys.to).map((box) => text(view, box));
  const wanted = names.indexOf('com.android.capture.fps') + 1;
  if (wanted === 0) return null;
  for (const item of boxes(view, values.from, values.to)) {
    const data = inside(view, item, 'data');
    if (!data || view.getUint32(item.from - 4) !== wanted) continue;
    const rate = data.to - data.from === 12 ? view.getFloat32(data.from + 8) : NaN;
    return rate > 0 && rate < 10_000 ? rate : null;
  }
  return null;
}

const text = (view: View, { from, to }: Box) =>
  new TextDecoder('latin1').decode(new Uint8Array(view.buffer, view.byteOffset + from, to - from));

// How many times slower than life the film plays: 8 for 240 pictures a second shown at 30.
export function slow_motion_of(table: FilmTable | null): number {
  if (!table?.recorded_per_second) return 1;
  const factor = table.recorded_per_second / table.pictures_per_second;
  return factor > 1.5 ? Math.round(factor * 10) / 10 : 1;
}
