// The one place that speaks with the server. Every failure leaves as an ApiError with a sentence for the reader.

import type {
  Activity,
  Author,
  Exam,
  Health,
  ImportStatus,
  Interview,
  Runner,
  RunnerRecord,
  Training,
  Values,
  View,
} from './types';
import type { Feet, FeetSession, Strength, StrengthSession } from './exam/types';
import type { GaitAnswer, GaitSessions } from './gait/types';
import type { LandmarkFile } from './gait/landmarks';

const patience_ms = 30_000;

export class ApiError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly where: string | null = null,
  ) {
    super(message);
  }
}

export interface AnswerSubmission {
  question: string;
  values: Values;
  runner?: Runner;
  from: Author;
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

async function request<Answer>(method: Method, path: string, body?: object | Blob): Promise<Answer> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (method !== 'GET') headers['X-Genu'] = '1';
  const raw = body instanceof Blob;
  if (body) headers['Content-Type'] = raw ? 'application/octet-stream' : 'application/json';

  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers,
      body: raw ? body : body ? JSON.stringify(body) : null,
      signal: AbortSignal.timeout(patience_ms),
    });
  } catch {
    throw new ApiError('offline', 'genu does not answer. Start it again on this computer, then press “Try again”.');
  }
  if (response.status === 204) return undefined as Answer;

  const answer: unknown = await response.json().catch(() => null);
  if (response.ok && answer !== null) return answer as Answer;

  const error = (answer as { error?: { code: string; message: string; where?: string } } | null)?.error;
  if (error) throw new ApiError(error.code, error.message, error.where ?? null);
  throw new ApiError('io', `genu answered in a way this page does not understand (${response.status}). Reload the page.`);
}

const of_runner = (runner: string) => `/api/runners/${encodeURIComponent(runner)}`;

export const api = {
  health: () => request<Health>('GET', '/api/health'),

  runners: () => request<{ runners: RunnerRecord[] }>('GET', '/api/runners').then((answer) => answer.runners),
  create_runner: (name: string) => request<RunnerRecord>('POST', '/api/runners', name ? { name } : {}),
  erase_runner: (runner: string) => request<void>('DELETE', of_runner(runner)),
  export_address: (runner: string) => `${of_runner(runner)}/export`,

  interview: (runner: string, question: string | null) =>
    request<Interview>(
      'GET',
      `${of_runner(runner)}/interview${question ? `?question=${encodeURIComponent(question)}` : ''}`,
    ),
  answer: (runner: string, submission: AnswerSubmission) =>
    request<Interview>('POST', `${of_runner(runner)}/answers`, submission),

  assessment: (runner: string) => request<View>('GET', `${of_runner(runner)}/assessment`),
  exam: (runner: string) => request<Exam>('GET', `${of_runner(runner)}/exam`),

  import_status: (runner: string) => request<ImportStatus>('GET', `${of_runner(runner)}/import`),
  send_piece: (runner: string, name: string, offset: number, size: number, piece: Blob) =>
    request<ImportStatus>(
      'PUT',
      `${of_runner(runner)}/import?name=${encodeURIComponent(name)}&offset=${offset}&size=${size}`,
      piece,
    ),
  start_import: (runner: string) => request<ImportStatus>('POST', `${of_runner(runner)}/import`, {}),
  cancel_import: (runner: string) => request<ImportStatus>('DELETE', `${of_runner(runner)}/import`),

  training: (runner: string) => request<Training>('GET', `${of_runner(runner)}/training`),
  activity: (runner: string, entry: string) =>
    request<Activity>('GET', `${of_runner(runner)}/activity?entry=${encodeURIComponent(entry)}`),

  strength: (runner: string) => request<Strength>('GET', `${of_runner(runner)}/strength`),
  add_strength: (runner: string, session: StrengthSession) =>
    request<Strength>('POST', `${of_runner(runner)}/strength`, session),
  feet: (runner: string) => request<Feet>('GET', `${of_runner(runner)}/feet`),
  add_feet: (runner: string, session: FeetSession) => request<Feet>('POST', `${of_runner(runner)}/feet`, session),

  gait: (runner: string) => request<GaitSessions>('GET', `${of_runner(runner)}/gait`),
  send_landmarks: (runner: string, landmarks: LandmarkFile) =>
    request<GaitAnswer>('POST', `${of_runner(runner)}/gait`, landmarks),
  send_motion_file: (runner: string, file: File) =>
    request<GaitAnswer>('POST', `${of_runner(runner)}/gait?name=${encodeURIComponent(file.name)}`, file),
};
