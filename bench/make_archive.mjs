// Writes an archive in the layout of a Strava export: activities.csv and N runs of an hour as .fit.gz, each second
// recorded, with running dynamics. The runs are simulated (fixed seed): they measure the import, not runners.
//
//   node bench/make_archive.mjs /tmp/archive.zip 2000
import { createWriteStream } from 'node:fs';
import { crc32 as zlib_crc32, gzipSync } from 'node:zlib';

const [path = '/tmp/archive.zip', count_text = '2000'] = process.argv.slice(2);
const count = Number(count_text);
const fit_epoch_s = 631_065_600;

let seed = 20261124;
const random = () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32;
};

const fit_crc_table = [
  0x0000, 0xcc01, 0xd801, 0x1400, 0xf001, 0x3c00, 0x2800, 0xe401, 0xa001, 0x6c00, 0x7800, 0xb401, 0x5000, 0x9c01, 0x8801, 0x4400,
];
const fit_crc = (bytes) => {
  let crc = 0;
  for (const byte of bytes) {
    crc = ((crc >> 4) & 0x0fff) ^ fit_crc_table[crc & 0xf] ^ fit_crc_table[byte & 0xf];
    crc = ((crc >> 4) & 0x0fff) ^ fit_crc_table[crc & 0xf] ^ fit_crc_table[(byte >> 4) & 0xf];
  }
  return crc;
};

const table = Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; ++bit) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n >>> 0;
});
const crc32 =
  zlib_crc32 ??
  ((bytes) => {
    let crc = 0xffffffff;
    for (const byte of bytes) crc = table[(crc ^ byte) & 0xff] ^ (crc >>> 8);
    return (crc ^ 0xffffffff) >>> 0;
  });

const definition = (local, message, fields) => {
  const bytes = Buffer.alloc(6 + 3 * fields.length);
  bytes[0] = 0x40 | local;
  bytes.writeUInt16LE(message, 3);
  bytes[5] = fields.length;
  fields.forEach(([number, size, type], i) => bytes.set([number, size, type], 6 + 3 * i));
  return bytes;
};

const record_fields = [
  [253, 4, 0x86], [0, 4, 0x85], [1, 4, 0x85], [5, 4, 0x86], [2, 2, 0x84], [6, 2, 0x84],
  [3, 1, 0x02], [4, 1, 0x02], [53, 1, 0x02], [39, 2, 0x84], [41, 2, 0x84], [84, 2, 0x84],
];
const record_size = 1 + record_fields.reduce((sum, [, size]) => sum + size, 0);

function run(start_unix_s, seconds) {
  const start = start_unix_s - fit_epoch_s;
  const parts = [
    definition(0, 0, [[0, 1, 0x00], [1, 2, 0x84]]),
    Buffer.from([0, 4, 1, 0]),
    definition(1, 20, record_fields),
  ];
  const records = Buffer.alloc(record_size * seconds);
  let distance_m = 0;
  let altitude_m = 400;
  let latitude = 562_000_000 + Math.floor(random() * 1e6);
  const longitude = 98_000_000 + Math.floor(random() * 1e6);
  for (let second = 0; second < seconds; ++second) {
    const speed = 2.9 + 0.3 * Math.sin(second / 300) + 0.1 * (random() - 0.5);
    distance_m += speed;
    altitude_m += 0.02 * Math.sin(second / 200) + 0.05 * (random() - 0.5);
    latitude += Math.round(speed * 107.25);
    let at = second * record_size;
    records[at++] = 1;
    records.writeUInt32LE(start + second, at);
    records.writeInt32LE(latitude, at + 4);
    records.writeInt32LE(longitude, at + 8);
    records.writeUInt32LE(Math.round(distance_m * 100), at + 12);
    records.writeUInt16LE(Math.round((altitude_m + 500) * 5), at + 16);
    records.writeUInt16LE(Math.round(speed * 1000), at + 18);
    records[at + 20] = Math.round(140 + 12 * Math.sin(second / 400) + 3 * random());
    records[at + 21] = 84;
    records[at + 22] = random() < 0.5 ? 0 : 64;
    records.writeUInt16LE(Math.round(820 + 40 * random()), at + 23);
    records.writeUInt16LE(Math.round(2500 + 60 * random()), at + 25);
    records.writeUInt16LE(Math.round(4980 + 40 * random()), at + 27);
  }
  parts.push(records);
  parts.push(definition(2, 18, [[253, 4, 0x86], [2, 4, 0x86], [5, 1, 0x00], [7, 4, 0x86], [8, 4, 0x86], [9, 4, 0x86]]));
  const session = Buffer.alloc(22);
  session[0] = 2;
  session.writeUInt32LE(start + seconds - 1, 1);
  session.writeUInt32LE(start, 5);
  session[9] = 1;
  session.writeUInt32LE(seconds * 1000, 10);
  session.writeUInt32LE(seconds * 1000, 14);
  session.writeUInt32LE(Math.round(distance_m * 100), 18);
  parts.push(session);
  const data = Buffer.concat(parts);
  const header = Buffer.alloc(12);
  header[0] = 12;
  header[1] = 0x10;
  header.writeUInt32LE(data.length, 4);
  header.write('.FIT', 8);
  const whole = Buffer.concat([header, data, Buffer.alloc(2)]);
  whole.writeUInt16LE(fit_crc(whole.subarray(0, -2)), whole.length - 2);
  return { bytes: whole, distance_m };
}

const out = createWriteStream(path);
const directory = [];
let offset = 0;
const write = (bytes) =>
  new Promise((done) => {
    offset += bytes.length;
    out.write(bytes, () => done());
  });
async function add(name, bytes) {
  const name_bytes = Buffer.from(name);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt32LE(crc32(bytes), 14);
  header.writeUInt32LE(bytes.length, 18);
  header.writeUInt32LE(bytes.length, 22);
  header.writeUInt16LE(name_bytes.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(20, 4);
  entry.writeUInt16LE(20, 6);
  header.copy(entry, 16, 14, 26);
  entry.writeUInt16LE(name_bytes.length, 28);
  entry.writeUInt32LE(offset, 42);
  directory.push(entry, name_bytes);
  await write(Buffer.concat([header, name_bytes, bytes]));
}

let unpacked = 0;
let rows = 'Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Moving Time,Distance,Activity Gear,Filename\n';
const first_s = Date.UTC(2021, 0, 1, 6, 30) / 1000;
for (let i = 0; i < count; ++i) {
  const start_s = first_s + Math.floor(i * 1.05) * 86_400 + Math.floor(random() * 3600) * (i % 3 === 0 ? 1 : 4);
  const { bytes, distance_m } = run(start_s, 3600);
  unpacked += bytes.length;
  const name = `activities/${1_000_000 + i}.fit.gz`;
  await add(name, gzipSync(bytes, { level: 6 }));
  const date = new Date(start_s * 1000).toISOString().replace('T', ' ').slice(0, 19);
  rows += `${1_000_000 + i},${date},Run ${i},Run,3600,3600,${distance_m.toFixed(1)},Shoe ${Math.floor(i / 80)},${name}\n`;
}
await add('activities.csv', Buffer.from(rows));
const begin = offset;
for (const part of directory) await write(part);
const end = Buffer.alloc(22);
end.writeUInt32LE(0x06054b50, 0);
end.writeUInt16LE(count + 1, 8);
end.writeUInt16LE(count + 1, 10);
end.writeUInt32LE(offset - begin, 12);
end.writeUInt32LE(begin, 16);
await write(end);
out.end(() => console.log(`${path}: ${count} runs, ${(offset / 1e6).toFixed(1)} MB, ${(unpacked / 1e6).toFixed(1)} MB of FIT inside`));
