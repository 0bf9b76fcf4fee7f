// The report of genu's gait engine, as GET and POST /api/runners/{id}/gait give it. Any key may be missing.

export type Side = 'left' | 'right';
export type Maybe<Thing> = Thing | null | undefined;

export interface Spread {
  mean: number;
  sd?: number | null;
  n?: number | null;
  low?: number | null; // of the error band
  high?: number | null;
}

export interface Metric {
  id: string;
  name: string;
  unit: string;
  what?: string | null;
  values?: { both?: Spread | null; left?: Spread | null; right?: Spread | null } | null;
  smallest_detectable_change?: { value: number; sources?: GaitSource[] } | null;
  reference?: { text: string; low?: number | null; high?: number | null; sources?: GaitSource[] }[] | null;
  refused?: string | null;
  meaning?: string | null;
  sources?: GaitSource[] | null;
  low_confidence?: boolean | null;
}

// An id of the report's sources, or a whole citation.
export type GaitSource = string | { citation: string; url?: string | null };

export interface MeanCurve {
  mean: (number | null)[];
  sd?: (number | null)[] | null;
}

export interface AngleCurve {
  id: string;
  name: string;
  unit: string;
  span?: string | null; // stride, or stance
  percent: number[];
  left?: MeanCurve | null;
  right?: MeanCurve | null;
  reference?: { low: (number | null)[]; high: (number | null)[]; text?: string } | null;
}

export interface StepEvent {
  side: Side;
  contact_s: number;
  toe_off_s?: number | null;
}

export interface Retraining {
  advice?: { id: string; text: string; sources?: GaitSource[] }[] | null;
  cadence_now?: number | null;
  cadence_targets?: number[] | null;
  schedule?: { week: number; text: string }[] | null;
  why_not?: string | null;
}

export interface GaitReport {
  kind: 'running' | 'walking' | 'standing' | 'unclear';
  view?: 'side' | 'behind' | '3d' | null;
  direction?: Side | null;
  accepted: boolean;
  refusals?: { id: string; text: string; what_to_do?: string | null }[] | null;
  notes?: string[] | null;
  quality?: {
    frames?: number | null;
    frames_per_second?: number | null;
    duration_s?: number | null;
    steps_left?: number | null;
    steps_right?: number | null;
    people?: number | null;
    seen_percent?: number | null;
    camera_roll_deg?: number | null;
    near_side?: Side | null;
  } | null;
  scale?: { m_per_px?: number | null; from?: string | null } | null;
  person?: (number | null)[] | null; // which of each frame's people
  events?: StepEvent[] | null;
  metrics?: Metric[] | null;
  curves?: AngleCurve[] | null;
  not_measurable?: { id: string; name: string; reason: string; instead?: string | null }[] | null;
  changes?: { metric: string; text: string }[] | null;
  retraining?: Retraining | null;
  speed?: { m_per_s?: number | null; from?: string | null } | null;
  compared_with?: string | null; // the time of the recording that `changes` looks back to
  sources?: Record<string, { citation: string; url?: string | null }> | null;
}

export interface GaitSession {
  entry: string;
  time: string;
  view?: string | null;
  kind?: string | null;
  summary?: string | null;
  report: GaitReport;
}

// One of the watch's running dynamics over the last twelve weeks.
export interface WatchDynamic {
  id: string;
  trend: 'none' | 'rises' | 'falls';
  sentence: string;
}

export interface GaitSessions {
  sessions: GaitSession[];
  watch?: WatchDynamic[];
}

export interface GaitAnswer {
  entry: string | null; // null: refused, and so not kept
  report: GaitReport;
}
