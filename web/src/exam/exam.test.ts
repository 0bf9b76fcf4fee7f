import { expect, test } from 'vitest';
import { TestClock } from './clock';
import {
  barrier_to, empty_feet, empty_leg, empty_strength, feet_are_empty, feet_session, holding, index_of, is_measured, number_of,
  problem_of, strength_session,
} from './drafts';
import { groups, type Way } from './guide';
import { band_place, bar_share, reached } from './picture';
import type { Barrier, Test } from './types';

const make_test = (id: string, changes: Partial<Test> = {}): Test => ({
  id, name: id, definition: '', caution: '', sources: [], unit: 'repetitions', scale: 'amount', by_clinician: false, least: 0,
  most: 200, choices: [], forbidden_by: [], expected: null, detectable_change: null, train_below: null, ...changes,
});
const barrier = (id: string, in_record = false): Barrier => ({ id, question: '', reason: '', in_record, because: [] });

test('numbers are typed with a point or a comma', () => {
  expect(number_of(' 9,5 ')).toBe(9.5);
  expect(number_of('.5')).toBe(0.5);
  expect(number_of('-2')).toBe(-2);
  for (const text of ['', 'nine', '1e3', '9.5.1', '--1']) expect(number_of(text)).toBeNull();
});

test('the stopwatch counts from the end of the countdown', () => {
  const clock = new TestClock();
  expect(clock.phase(0)).toBe('ready');
  clock.start(1000);
  expect(clock.phase(3999)).toBe('countdown');
  expect([clock.left(1000), clock.left(2500), clock.left(3999)]).toEqual([3, 2, 1]);
  expect(clock.phase(4000)).toBe('running');
  expect(clock.seconds(45_290)).toBe(41.2);
  expect(clock.stop(45_290)).toBe(41.2);
  expect(clock.seconds(90_000)).toBe(41.2);
  clock.start(100_000);
  expect(clock.stop(101_000)).toBeNull();
  expect(clock.phase(101_000)).toBe('ready');
});

test('only what was measured and may be done is sent', () => {
  const draft = empty_strength();
  draft.legs = {
    heel_raise: { left: { ...empty_leg(), value: '18', pain: '2', ended: 'tired' }, right: empty_leg() },
    hop: { left: { ...empty_leg(), value: '90' } },
    single_leg_squat: { left: { ...empty_leg(), parts: [] }, right: { ...empty_leg(), parts: ['knee'] } },
    knee_extension_strength: { left: { ...empty_leg(), force: '30', force_unit: 'kg', arm: '33' } },
  };
  draft.before = { swollen: true };
  const tests = [
    make_test('heel_raise'), make_test('hop', { forbidden_by: ['swollen'] }), make_test('single_leg_squat'),
    make_test('knee_extension_strength', { by_clinician: true }),
  ];
  const ways = new Map<string, Way>([
    ['heel_raise', 'counter'], ['hop', 'number'], ['single_leg_squat', 'faults'], ['knee_extension_strength', 'force'],
  ]);
  const barriers = [barrier('swollen')];
  expect(strength_session(draft, tests, ways, barriers)).toEqual({
    from: 'self_test',
    before: ['swollen'],
    pain_now: null,
    measures: [
      { test: 'heel_raise', leg: 'left', value: 18, pain: 2, ended: 'tired' },
      { test: 'single_leg_squat', leg: 'left', parts: [] },
      { test: 'single_leg_squat', leg: 'right', parts: ['knee'] },
    ],
  });
  draft.from = 'clinician';
  expect(strength_session(draft, tests, ways, barriers).measures.map(({ test }) => test)).toEqual([
    'heel_raise', 'hop', 'single_leg_squat', 'single_leg_squat', 'knee_extension_strength',
  ]);
});

test('the record, an answer and the pain itself hold a test back', () => {
  const draft = empty_strength();
  const hop = make_test('hop', { forbidden_by: ['swollen', 'pain_above_5', 'possible_bone_stress'] });
  const barriers = [barrier('swollen'), barrier('pain_above_5'), barrier('possible_bone_stress')];
  expect(barrier_to(hop, draft, barriers)).toBeNull();
  draft.pain_now = '6';
  expect(holding(draft, barriers)).toEqual(['pain_above_5']);
  expect(barrier_to(hop, draft, barriers)?.id).toBe('pain_above_5');
  draft.pain_now = '5';
  expect(barrier_to(hop, draft, barriers)).toBeNull();
  expect(barrier_to(hop, draft, [barrier('possible_bone_stress', true)])?.id).toBe('possible_bone_stress');
});

test('slips of the pen are told before they are sent', () => {
  const hop = make_test('hop', { unit: 'cm', most: 350 });
  expect(problem_of('number', hop, { ...empty_leg(), value: 'far' })).toContain('number');
  expect(problem_of('number', hop, { ...empty_leg(), value: '900' })).toContain('350');
  expect(problem_of('number', hop, { ...empty_leg(), value: '90' })).toBeNull();
  expect(problem_of('counter', make_test('heel_raise'), { ...empty_leg(), value: '9.5' })).toContain('whole');
  const knee = make_test('knee', { scale: 'force', most: 3000 });
  expect(problem_of('force', knee, { ...empty_leg(), force: '40', force_unit: 'kg', arm: '3' })).toContain('lever');
  expect(is_measured('faults', empty_leg())).toBe(false);
  expect(is_measured('faults', { ...empty_leg(), parts: [] })).toBe(true);
});

test('a runner sends the footprint, a physiotherapist the rest too', () => {
  const draft = empty_feet();
  expect(feet_are_empty(feet_session(draft))).toBe(true);
  draft.left.footprint = 'flat';
  draft.left.items = [1, 1, 2, 1, 1, 1];
  draft.right.index = '4';
  draft.right.navicular_drop = '8,5';
  expect(index_of(draft.left)).toBe(7);
  expect(index_of(draft.right)).toBeNull();
  expect(feet_session(draft)).toEqual({ from: 'self_test', left: { footprint: 'flat' }, right: {} });
  draft.from = 'clinician';
  expect(feet_session(draft)).toEqual({
    from: 'clinician',
    left: { footprint: 'flat', items: [1, 1, 2, 1, 1, 1] },
    right: { index: 4, navicular_drop_mm: 8.5 },
  });
});

test('pictures of a result', () => {
  expect(bar_share(18, 24)).toBe(0.75);
  expect(bar_share(0, 0)).toBe(0);
  const expected = { centre: 69, sd: 23, is_median: false };
  expect(band_place(69, expected)).toBe(0.5);
  expect(band_place(23, expected)).toBe(0);
  expect(band_place(500, expected)).toBe(1);
  expect(band_place(69, { ...expected, sd: null })).toBeNull();
  const leg = { value: 18, percentile: null, pain: null, ended: 'done' as const };
  expect(reached(leg, 'repetitions')).toBe('18 repetitions');
  expect(reached({ ...leg, parts: [] }, 'faults')).toBe('keeps its line');
  expect(reached({ ...leg, value: null, force_n: 92 }, 'Nm/kg')).toBe('92 N');
});

test('every test has a guide once', () => {
  const ids = groups.flatMap(({ guides }) => guides.map(({ test }) => test));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toHaveLength(20);
});
