// STRENGTH and FEET of docs/formats/exam.md.
import type { Source } from '../types';

export type Leg = 'left' | 'right';
export type ExamAuthor = 'self_test' | 'clinician';
export type Scale = 'amount' | 'faults' | 'answer' | 'force';
export type Outcome = 'worth_training' | 'no_clear_difference' | 'cannot_tell' | 'noted';
export type Ended = 'done' | 'tired' | 'form_lost' | 'pain';

export interface Choice {
  id: string;
  label: string;
}

export interface Expected {
  centre: number;
  sd: number | null;
  is_median: boolean;
}

export interface Topic {
  name: string;
  definition: string;
  caution: string;
  sources: Source[];
}

export interface Test extends Topic {
  id: string;
  unit: string;
  scale: Scale;
  by_clinician: boolean;
  least: number;
  most: number;
  choices: Choice[];
  forbidden_by: string[];
  expected: Expected | null;
  detectable_change: number | null;
  train_below: number | null;
}

export interface Barrier {
  id: string;
  question: string;
  reason: string;
  in_record: boolean;
  because: string[];
}

export interface LegResult {
  value: number | null;
  percentile: number | null;
  pain: number | null;
  ended: Ended;
  force_n?: number;
  arm_cm?: number | null;
  answer?: string;
  parts?: string[];
}

export interface TestResult {
  test: string;
  unit: string;
  left: LegResult | null;
  right: LegResult | null;
  symmetry: { percent: number; weaker: Leg; of_sore_leg: boolean } | null;
  expected: Expected | null;
  outcome: Outcome;
  sentence: string;
  cautions: string[];
}

export interface LatestResult extends TestResult {
  time: string;
  from: ExamAuthor;
  change: { since: string; legs: { leg: Leg; difference: number; word: string }[]; sentence: string } | null;
}

export interface Person {
  age_years: number | null;
  sex: 'female' | 'male' | null;
  mass_kg: number | null;
  sore_leg: Leg | null;
}

export interface Strength {
  person: Person;
  stop_rules: string[];
  barriers: Barrier[];
  tests: Test[];
  latest: LatestResult[];
  sessions: { entry: string; time: string; from: ExamAuthor; pain_now: number | null; results: TestResult[] }[];
}

export interface Measure {
  test: string;
  leg: Leg;
  value?: number;
  parts?: string[];
  answer?: string;
  force_n?: number;
  force_kg?: number;
  arm_cm?: number;
  pain?: number;
  ended?: Ended;
}

export interface StrengthSession {
  from: ExamAuthor;
  before: string[];
  pain_now: number | null;
  measures: Measure[];
}

export type Footprint = 'high' | 'normal' | 'flat';
export type Posture = 'supinated' | 'usual' | 'pronated' | 'strongly_pronated';

export interface FootMeasures {
  items?: number[];
  index?: number;
  navicular_drop_mm?: number;
  dorsum_height_mm?: number;
  truncated_length_mm?: number;
  footprint?: Footprint;
}

export interface FeetSession {
  from: ExamAuthor;
  left: FootMeasures;
  right: FootMeasures;
}

export interface FootReading {
  measure: string;
  value: number;
  posture: Posture | null;
  trust: 'very_weak' | 'weak' | 'fair';
  sentence: string;
}

export interface FootResult {
  posture: Posture | null;
  decided_by: string | null;
  trust: 'very_weak' | 'weak' | 'fair';
  readings: FootReading[];
  disagreements: string[];
}

export interface FeetResult {
  left: FootResult | null;
  right: FootResult | null;
  differences: string[];
  sentence: string;
}

export interface FormItem {
  id: string;
  name: string;
  supinated: string;
  usual: string;
  pronated: string;
}

export interface ShoeAdvice extends Topic {
  topic: string;
  word: 'advice' | 'look' | 'for_some' | 'not_supported';
  reason: string;
}

export interface Feet {
  person: Person;
  form: FormItem[];
  topics: (Topic & { id: string })[];
  latest: FeetResult | null;
  sessions: {
    entry: string;
    time: string;
    from: ExamAuthor;
    left_items: (number | null)[];
    right_items: (number | null)[];
    result: FeetResult;
  }[];
  shoes: { name: string; distance_km: number; days_since_first: number; days_since_last: number }[];
  advice: ShoeAdvice[];
}
