// The answers of genu's server, as docs and /api/openapi.json describe them.

export type Level = 'emergency' | 'urgent' | 'routine' | 'self_care';
export type YesNo = 'yes' | 'no' | 'unknown';
export type Value = string | number | string[];
export type Values = Record<string, Value>;
export type Author = 'runner' | 'self_test' | 'clinician';

export interface Runner {
  age?: number;
  sex?: 'female' | 'male';
  height_cm?: number;
  weight_kg?: number;
  painful_knee?: 'left' | 'right' | 'both';
  onset?: string;
  onset_until?: string; // when the day is not sure: the latest it may have been
}
export type RunnerField = Exclude<keyof Runner, 'onset_until'>;

export interface RunnerRecord {
  id: string;
  name: string;
  created: string;
}

export interface Item {
  finding: string;
  label: string;
  why?: string | null;
  help?: string | null;
}

export type QuestionKind = 'form' | 'single_choice' | 'zones' | 'checklist' | 'yes_no' | 'number';

export interface Question {
  id: string;
  kind: QuestionKind;
  title: string;
  why: string | null;
  help: string | null;
  items: Item[] | null;
  finding: string | null;
  unit: string | null;
  minimum: number | null;
  maximum: number | null;
  fields: RunnerField[] | null;
  optional_fields: RunnerField[] | null;
  values: Values | null;
  runner: Runner | null;
}

export interface AnsweredQuestion {
  question: string;
  title: string;
  summary: string;
}

export interface Because {
  finding: string;
  text: string;
}

export interface CareReason {
  rule: string;
  name: string;
  because: Because[];
  action: string;
  hazard: string | null;
  source: string[] | null;
}

export interface Care {
  level: Level;
  title: string;
  action: string;
  reasons: CareReason[];
  not_ruled_out: { rule: string; name: string; questions: string[] }[];
}

export interface Interview {
  question: Question | null;
  number: number;
  about: number;
  finished: null | 'emergency' | 'enough' | 'limit';
  care: Care | null;
  answered: AnsweredQuestion[];
}

export interface Factor {
  finding: string;
  text: string;
  factor: number;
  source: string[] | null;
  basis: string;
}

export type Word = 'very likely' | 'likely' | 'possible' | 'unlikely';

export interface Settling {
  finding: string;
  question: string;
  who: 'self_test' | 'clinician';
  gain_bits: number;
}

export interface Cause {
  id: string;
  name: string;
  lay_name: string;
  definition: string;
  word: Word;
  probability: number;
  low: number;
  high: number;
  for: Factor[];
  against: Factor[];
  settle: Settling[];
}

export interface Test {
  finding: string;
  question: string;
  help: string | null;
  gain_bits: number;
}

export interface Contributor {
  id: string;
  name: string;
  lay_name: string;
  because: Because[];
  advice: string;
  source: string[] | null;
}

export interface Change {
  id: string;
  name: string;
  before: number;
  after: number;
}

export interface Source {
  citation: string;
  url: string | null;
  seen: string | null;
}
export type Sources = Record<string, Source>;

export interface KnowledgeVersion {
  version: string;
  sha256: string;
}

export interface View {
  care: Care;
  causes: Cause[];
  also_consider: { id: string; name: string; lay_name: string; probability: number; why: string }[];
  none_of_these: { probability: number; word: Word; text: string };
  contributors: Contributor[];
  settle: { self_test: Test[]; clinician: Test[] };
  cannot_know: string[];
  changes: { since: string; causes: Change[] } | null;
  sources: Sources;
  generated: string;
  knowledge: KnowledgeVersion;
}

export interface ExamTest {
  finding: string;
  name: string;
  question: string;
  help: string | null;
  value: YesNo | null;
  gain_bits: number;
}

export interface Exam {
  groups: { name: string; tests: ExamTest[] }[];
  most_useful: string[];
}

export interface Health {
  status: string;
  version: string;
  knowledge: KnowledgeVersion;
}

export type ImportState = 'idle' | 'receiving' | 'running' | 'done' | 'cancelled' | 'failed';

export interface ImportStatus {
  state: ImportState;
  files_done: number;
  files_total?: number; // as far as genu has seen them
  bytes_done: number;
  bytes_total: number;
  current: string;
  runs_added: number;
  others_added: number; // rides, swims and walks
  already_recorded: number;
  improved: number;
  skipped: number;
  problems: { where: string; message: string }[]; // the first 200
  problem_count: number;
  error: { code: string; message: string; where?: string } | null;
}

export type SpikeState = 'reference' | 'small_spike' | 'moderate_spike' | 'large_spike';

export interface Spike {
  state: SpikeState;
  label: string;
  ratio: number;
  longest_30_days_m: number;
  provisional: boolean;
}

export interface Run {
  entry: string;
  day: string;
  start: string;
  name: string;
  sport: string;
  terrain: string | null;
  distance_m: number | null;
  moving_s: number | null;
  ascent_m: number | null;
  descent_m: number | null;
  cadence_spm: number | null;
  heart_rate_bpm: number | null;
  gear: string | null;
  spike: Spike | null;
  stands_out: boolean;
  notes: string[];
}

export interface Week {
  from: string; // a Monday
  runs: number;
  distance_m: number;
  longest_run_m: number;
  ascent_m: number | null;
  descent_m: number | null;
  moving_s: number;
  spike: SpikeState | null;
}

export interface Exposure {
  id: string;
  name: string;
  value: string;
  definition: string;
  caution: string | null;
  sources: Source[];
}

export interface Span {
  from: string;
  to: string;
}

export interface TrainingChange {
  id: string;
  title: string;
  sentence: string;
  before: number | null;
  baseline: number | null;
  unit: string;
  effect: number | null; // in the runner's own spreads
  low: number | null; // of the difference, in the unit
  high: number | null;
  within_normal: boolean;
  entries: string[];
  sources: Source[];
}

export interface TrainingChanges {
  status: 'found' | 'nothing' | 'too_little' | 'no_onset';
  headline: string;
  before: Span | null;
  baseline: Span | null;
  cards: TrainingChange[];
  notes: string[];
}

export interface KneeLoad {
  statement: string;
  caution: string;
  weeks: { from: string; index: number | null }[];
  sources: Source[];
}

export interface Training {
  today: string;
  onset: string | null;
  onset_until?: string | null; // absent: this server knows no range
  runs: Run[]; // newest first
  weeks: Week[]; // oldest first, without gaps
  exposures: Exposure[];
  changes: TrainingChanges;
  findings: { finding: string; statement: string }[];
  shoes: { name: string; distance_m: number; runs: number; first_day: string; last_day: string }[];
  knee_load: KneeLoad | null;
}

export interface Split {
  distance_m: number;
  moving_s: number;
  ascent_m: number | null;
  descent_m: number | null;
  cadence_spm: number | null;
  heart_rate_bpm: number | null;
}

export type Curve =
  | 'pace_s_per_km'
  | 'altitude_m'
  | 'cadence_spm'
  | 'heart_rate_bpm'
  | 'contact_time_ms'
  | 'contact_left_percent'
  | 'vertical_oscillation_mm'
  | 'power_w';

export type Series = { distance_m: (number | null)[]; time_s?: (number | null)[] } & Partial<Record<Curve, (number | null)[]>>;

export interface Activity extends Run {
  elapsed_s: number | null;
  timer_s: number | null;
  walking_s: number | null;
  walking_breaks: number | null;
  downhill_s: number | null;
  distance_source: string | null;
  ascent_source: string | null;
  grade_adjusted_pace_s_per_km: number | null;
  contact_time_ms: number | null;
  contact_left_percent: number | null;
  vertical_oscillation_mm: number | null;
  step_length_m: number | null;
  power_w: number | null;
  device: string | null;
  file: string | null;
  splits: Split[];
  tiring: { id: string; trend: string; sentence: string }[];
  series: Series | null;
}
