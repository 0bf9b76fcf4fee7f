// What the runner has put into a question so far, and whether that is enough to send.

import type { AnswerSubmission } from '../api';
import type { Question, Runner, RunnerField, Value, Values } from '../types';

export interface Draft {
  values: Values;
  runner: Runner;
  leave_rest: boolean; // form: "I don't know, or would rather not say"
}

// `control` is the id of the form control to correct.
export interface Problem {
  message: string;
  control: string;
}

export const control_id = (name: string, option = '') => `answer-${name}${option && `-${option}`}`;

export function draft_of(question: Question): Draft {
  return { values: { ...question.values }, runner: { ...question.runner }, leave_rest: false };
}

export const is_unknown = (value: Value | undefined) => value === 'unknown';

export function chosen_zones(value: Value | undefined): string[] {
  return Array.isArray(value) ? value : [];
}

// Answers every row that has no answer yet.
export function fill_rows(question: Question, values: Values, value: 'no' | 'unknown'): Values {
  const filled = { ...values };
  for (const { finding } of question.items ?? []) filled[finding] ??= value;
  return filled;
}

const field_limits: Partial<Record<RunnerField, [number, number, string]>> = {
  age: [10, 100, 'Give your age in years, from 10 to 100.'],
  height_cm: [100, 230, 'Give your height in centimetres, from 100 to 230.'],
  weight_kg: [30, 250, 'Give your weight in kilograms, from 30 to 250.'],
};

function form_problem(question: Question, draft: Draft): Problem | null {
  for (const field of question.fields ?? []) {
    const value = draft.runner[field];
    const optional = draft.leave_rest || question.optional_fields?.includes(field);
    if (value === undefined || value === '') {
      if (!optional) return { message: missing_field[field], control: control_id(field) };
      continue;
    }
    const limits = field_limits[field];
    if (limits && !(Number(value) >= limits[0] && Number(value) <= limits[1])) {
      return { message: limits[2], control: control_id(field) };
    }
  }
  return null;
}

const missing_field: Record<RunnerField, string> = {
  age: 'Give your age, or tick that you would rather not say.',
  sex: 'Choose your sex, or tick that you would rather not say.',
  painful_knee: 'Choose which knee hurts, or tick that you would rather not say.',
  height_cm: 'Give your height, or tick that you would rather not say.',
  weight_kg: 'Give your weight, or tick that you would rather not say.',
  onset: 'Give the day the pain began, or tick that you would rather not say.',
};

function checklist_problem(question: Question, values: Values): Problem | null {
  const open = (question.items ?? []).filter(({ finding }) => values[finding] === undefined);
  if (!open[0]) return null;
  const message = open.length === 1 ? 'One line has no answer yet.' : `${open.length} lines have no answer yet.`;
  return { message: `${message} “Not sure” is fine too.`, control: control_id(open[0].finding, 'yes') };
}

function number_problem(question: Question, value: Value | undefined): Problem | null {
  if (is_unknown(value)) return null;
  const control = control_id(question.finding ?? question.id);
  const { minimum, maximum } = question;
  if (typeof value !== 'number') return { message: 'Type a number, or tick “I don’t know”.', control };
  if ((minimum !== null && value < minimum) || (maximum !== null && value > maximum)) {
    return { message: `Type a number from ${minimum} to ${maximum}.`, control };
  }
  return null;
}

export function find_problem(question: Question, draft: Draft): Problem | null {
  const name = question.finding ?? question.id;
  switch (question.kind) {
    case 'form':
      return form_problem(question, draft);
    case 'checklist':
      return checklist_problem(question, draft.values);
    case 'number':
      return number_problem(question, draft.values[name]);
    case 'zones': {
      const message = 'Mark at least one place, or choose one of the last two lines.';
      return draft.values[name] === undefined ? { message, control: control_id(name, 'none') } : null;
    }
    case 'single_choice':
    case 'yes_no': {
      const first = question.kind === 'yes_no' ? 'yes' : (question.items?.[0]?.finding ?? 'unknown');
      const message = 'Choose an answer. “I don’t know” is fine too.';
      return draft.values[name] === undefined ? { message, control: control_id(name, first) } : null;
    }
  }
}

export function submission_of(question: Question, draft: Draft): AnswerSubmission {
  const submission: AnswerSubmission = {
    question: question.id,
    values: question.kind === 'form' ? {} : draft.values,
    from: question.help ? 'self_test' : 'runner',
  };
  if (question.kind === 'form') {
    const filled = Object.entries(draft.runner).filter(([, value]) => value !== undefined && value !== '');
    submission.runner = Object.fromEntries(filled);
  }
  return submission;
}
