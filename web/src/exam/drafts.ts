// What was entered and not saved yet: kept over a reload, and turned into what the server takes.
import type { Way } from './guide';
import type { Barrier, Ended, ExamAuthor, FeetSession, FootMeasures, Footprint, Leg, Measure, StrengthSession, Test } from './types';

/// One leg in one test, as typed. Empty texts are not measured.
export interface LegDraft {
  value: string;
  parts: string[] | null; // null: not watched
  answer: string;
  force: string;
  force_unit: 'n' | 'kg';
  arm: string;
  pain: string;
  ended: Ended | '';
}

export interface StrengthDraft {
  from: ExamAuthor;
  before: Record<string, boolean>; // by barrier, once answered
  pain_now: string;
  legs: Record<string, Partial<Record<Leg, LegDraft>>>; // by test
}

export interface FootDraft {
  items: (number | null)[];
  index: string;
  navicular_drop: string;
  dorsum_height: string;
  truncated_length: string;
  footprint: Footprint | '';
}

export interface FeetDraft {
  from: ExamAuthor;
  left: FootDraft;
  right: FootDraft;
}

export const empty_leg = (): LegDraft => ({
  value: '', parts: null, answer: '', force: '', force_unit: 'n', arm: '', pain: '', ended: '',
});
export const empty_strength = (): StrengthDraft => ({ from: 'self_test', before: {}, pain_now: '', legs: {} });
export const empty_foot = (): FootDraft => ({
  items: [null, null, null, null, null, null], index: '', navicular_drop: '', dorsum_height: '', truncated_length: '', footprint: '',
});
export const empty_feet = (): FeetDraft => ({ from: 'self_test', left: empty_foot(), right: empty_foot() });

/// A number as typed, with a point or a comma; null for anything else.
export function number_of(text: string): number | null {
  const trimmed = text.trim().replace(',', '.');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(trimmed)) return null;
  return Number(trimmed);
}

/// True when the leg has something to send.
export function is_measured(way: Way, leg: LegDraft | undefined): leg is LegDraft {
  if (!leg) return false;
  if (way === 'faults') return leg.parts !== null;
  if (way === 'answer') return leg.answer !== '';
  return (way === 'force' ? leg.force : leg.value).trim() !== '';
}

/// What is wrong with a leg as typed, in a sentence; null when it can be sent or is empty.
export function problem_of(way: Way, test: Test, leg: LegDraft | undefined): string | null {
  if (!leg || way === 'faults' || way === 'answer') return null;
  const text = way === 'force' ? leg.force : leg.value;
  if (text.trim() === '') return null;
  const unit = way === 'force' ? (leg.force_unit === 'n' ? 'N' : 'kg') : test.unit;
  const number = number_of(text);
  if (number === null) return `Write a number in ${unit}.`;
  const most = way === 'force' && leg.force_unit === 'kg' ? test.most / 9.80665 : test.most;
  if (number < 0 || number > most) return `At most ${Math.round(most)} ${unit}.`;
  if (test.unit === 'repetitions' && !Number.isInteger(number)) return 'Write a whole number.';
  if (way === 'force' && leg.arm.trim() !== '') {
    const arm = number_of(leg.arm);
    if (arm === null || arm < 5 || arm > 100) return 'The lever arm is 5 to 100 cm.';
  }
  return null;
}

export function measure_of(way: Way, test: string, side: Leg, leg: LegDraft): Measure {
  const measure: Measure = { test, leg: side };
  if (way === 'faults') measure.parts = leg.parts ?? [];
  else if (way === 'answer') measure.answer = leg.answer;
  else if (way === 'force') {
    measure[leg.force_unit === 'n' ? 'force_n' : 'force_kg'] = number_of(leg.force) ?? 0;
    const arm = number_of(leg.arm);
    if (arm !== null) measure.arm_cm = arm;
  } else measure.value = number_of(leg.value) ?? 0;
  if (leg.pain !== '') measure.pain = Number(leg.pain);
  if (leg.ended !== '') measure.ended = leg.ended;
  return measure;
}

/// The barriers that hold: answered with yes, named by the record, or the pain itself.
export function holding(draft: StrengthDraft, barriers: Barrier[]): string[] {
  const held = barriers.filter(({ id, in_record }) => in_record || draft.before[id]).map(({ id }) => id);
  if (Number(draft.pain_now || 0) > 5 && !held.includes('pain_above_5')) held.push('pain_above_5');
  return held;
}

/// The first barrier to a test, in the server's order; a clinician decides for themselves.
export function barrier_to(test: Test, draft: StrengthDraft, barriers: Barrier[]): Barrier | null {
  if (draft.from === 'clinician') return null;
  const held = holding(draft, barriers);
  return barriers.find(({ id }) => held.includes(id) && test.forbidden_by.includes(id)) ?? null;
}

export function strength_session(
  draft: StrengthDraft,
  tests: Test[],
  ways: Map<string, Way>,
  barriers: Barrier[],
): StrengthSession {
  const measures: Measure[] = [];
  for (const test of tests) {
    const way = ways.get(test.id);
    if (!way || barrier_to(test, draft, barriers)) continue;
    if (test.by_clinician && draft.from !== 'clinician') continue;
    for (const side of ['left', 'right'] as const) {
      const leg = draft.legs[test.id]?.[side];
      if (is_measured(way, leg)) measures.push(measure_of(way, test.id, side, leg));
    }
  }
  return {
    from: draft.from,
    before: barriers.filter(({ id }) => draft.before[id]).map(({ id }) => id),
    pain_now: draft.pain_now === '' ? null : Number(draft.pain_now),
    measures,
  };
}

/// The sum of the six items; null while one is missing.
export function index_of(foot: FootDraft): number | null {
  return foot.items.every((item) => item !== null) ? foot.items.reduce<number>((sum, item) => sum + (item ?? 0), 0) : null;
}

function foot_measures(foot: FootDraft, by_clinician: boolean): FootMeasures {
  const measures: FootMeasures = {};
  if (foot.footprint !== '') measures.footprint = foot.footprint;
  if (!by_clinician) return measures;
  if (index_of(foot) !== null) measures.items = foot.items as number[];
  else if (number_of(foot.index) !== null) measures.index = number_of(foot.index)!;
  const lengths = { navicular_drop_mm: foot.navicular_drop, dorsum_height_mm: foot.dorsum_height, truncated_length_mm: foot.truncated_length };
  for (const [key, text] of Object.entries(lengths)) {
    const number = number_of(text);
    if (number !== null) measures[key as keyof typeof lengths] = number;
  }
  return measures;
}

export function feet_session(draft: FeetDraft): FeetSession {
  const by_clinician = draft.from === 'clinician';
  return { from: draft.from, left: foot_measures(draft.left, by_clinician), right: foot_measures(draft.right, by_clinician) };
}

export function feet_are_empty({ left, right }: FeetSession): boolean {
  return Object.keys(left).length + Object.keys(right).length === 0;
}

// As in state/drafts.ts: a browser that blocks storage remembers with the open page only.
function storage(): Storage | null {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}
const key = (runner: string, part: 'strength' | 'feet') => `genu-exam:${runner}:${part}`;

export function keep<Draft>(runner: string, part: 'strength' | 'feet', draft: Draft): void {
  storage()?.setItem(key(runner, part), JSON.stringify(draft));
}
export function kept<Draft>(runner: string, part: 'strength' | 'feet'): Draft | null {
  const text = storage()?.getItem(key(runner, part)) ?? null;
  return text === null ? null : (JSON.parse(text) as Draft);
}
export function drop(runner: string, part: 'strength' | 'feet'): void {
  storage()?.removeItem(key(runner, part));
}
