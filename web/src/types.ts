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
}
export type RunnerField = keyof Runner;

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
