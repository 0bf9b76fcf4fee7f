import { expect, test } from 'vitest';
import { parse_route, paths } from './routes';

test('every path leads back to its route', () => {
  expect(parse_route(paths.start)).toEqual({ page: 'start' });
  expect(parse_route(paths.interview('A1'))).toEqual({
    page: 'interview', runner: 'A1', question: null, from_result: false,
  });
  expect(parse_route(paths.question('A1', 'q_zone'))).toEqual({
    page: 'interview', runner: 'A1', question: 'q_zone', from_result: false,
  });
  expect(parse_route(paths.change('A1', 'q_zone'))).toEqual({
    page: 'interview', runner: 'A1', question: 'q_zone', from_result: true,
  });
  expect(parse_route(paths.stop('A1'))).toEqual({ page: 'stop', runner: 'A1' });
  expect(parse_route(paths.result('A1'))).toEqual({ page: 'result', runner: 'A1', after_change: false });
  expect(parse_route(paths.changed_result('A1'))).toEqual({ page: 'result', runner: 'A1', after_change: true });
  expect(parse_route(paths.exam('A1'))).toEqual({ page: 'exam', runner: 'A1' });
  expect(parse_route(paths.training('A1'))).toEqual({ page: 'training', runner: 'A1', importing: false });
  expect(parse_route(paths.import('A1'))).toEqual({ page: 'training', runner: 'A1', importing: true });
  expect(parse_route(paths.activity('A1', 'B2'))).toEqual({ page: 'activity', runner: 'A1', entry: 'B2' });
  for (const page of ['strength', 'feet', 'evaluation'] as const) {
    expect(parse_route(paths[page]('A1'))).toEqual({ page, runner: 'A1' });
  }
  expect(parse_route(paths.gait('A1'))).toEqual({ page: 'gait', runner: 'A1', entry: null });
  expect(parse_route(paths.gait_session('A1', 'B2'))).toEqual({ page: 'gait', runner: 'A1', entry: 'B2' });
});

test('odd characters in ids survive', () => {
  expect(parse_route(paths.question('a/b', 'ü?'))).toMatchObject({ runner: 'a/b', question: 'ü?' });
});

test('anything else is unknown', () => {
  for (const address of ['/runner', '/runner/A1', '/runner/A1/nothing', '/nothing', '/runner/A1/result/x', '/runner/A1/interview/q/x', '/runner/%E0%A4%A/x']) {
    expect(parse_route(address)).toEqual({ page: 'unknown' });
  }
});
