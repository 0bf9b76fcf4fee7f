import { expect, test } from 'vitest';
import { is_readable, pick, with_own_names } from './files';

test('files of watches and exports are read, the rest is left alone', () => {
  for (const name of [
    'a.FIT',
    'x/activities/1.fit.gz',
    'b.tcx',
    'c.gpx.gz',
    'export.zip',
    'activities.csv',
    'apple_health_export/export.xml',
  ]) {
    expect(is_readable(name), name).toBe(true);
  }
  for (const name of [
    'photo.jpg',
    '.DS_Store',
    'x/.hidden.fit',
    '__MACOSX/a.fit',
    'apple_health_export/export_cda.xml',
    'fit',
  ]) {
    expect(is_readable(name), name).toBe(false);
  }
});

test('a file from a folder keeps its path', () => {
  const file = new File([], '1.fit');
  Object.defineProperty(file, 'webkitRelativePath', { value: 'export/activities/1.fit' });
  expect(pick([file])).toEqual([{ name: 'export/activities/1.fit', file }]);
});

test('no two files travel under one name', () => {
  const file = new File([], '1.fit');
  const names = ['1.fit', 'a\\b.fit', '1.fit'].map((name) => ({ name, file }));
  expect(with_own_names(names).map(({ name }) => name)).toEqual(['1.fit', 'a_b.fit', '3/1.fit']);
});
