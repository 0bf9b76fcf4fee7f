import { expect, test } from 'vitest';
import type { Question } from '../types';
import { draft_of, fill_rows, find_problem, submission_of } from './answers';

const question = (part: Partial<Question>): Question => ({
  id: 'q', kind: 'yes_no', title: '', why: null, help: null, items: null, finding: null, unit: null,
  minimum: null, maximum: null, fields: null, optional_fields: null, values: null, runner: null, ...part,
});
const rows = [{ finding: 'fever', label: 'Fever' }, { finding: 'lump', label: 'Lump' }];

test('a checklist wants every row, and can be filled', () => {
  const list = question({ kind: 'checklist', items: rows, values: { fever: 'yes' } });
  const draft = draft_of(list);
  expect(find_problem(list, draft)?.control).toBe('answer-lump-yes');
  draft.values = fill_rows(list, draft.values, 'no');
  expect(draft.values).toEqual({ fever: 'yes', lump: 'no' });
  expect(find_problem(list, draft)).toBeNull();
});

test('a form wants what is not optional, unless the rest is left out', () => {
  const form = question({ kind: 'form', fields: ['age', 'sex', 'weight_kg'], optional_fields: ['weight_kg'] });
  const draft = draft_of(form);
  draft.runner.age = 7;
  expect(find_problem(form, draft)?.control).toBe('answer-age');
  draft.runner.age = 34;
  expect(find_problem(form, draft)?.control).toBe('answer-sex');
  draft.leave_rest = true;
  expect(find_problem(form, draft)).toBeNull();
  expect(submission_of(form, draft)).toEqual({ question: 'q', values: {}, runner: { age: 34 }, from: 'runner' });
});

test('a number stays within its limits, or is unknown', () => {
  const number = question({ kind: 'number', finding: 'weeks', minimum: 0, maximum: 520 });
  expect(find_problem(number, draft_of(number))).not.toBeNull();
  expect(find_problem(number, draft_of({ ...number, values: { weeks: 521 } }))).not.toBeNull();
  expect(find_problem(number, draft_of({ ...number, values: { weeks: 0 } }))).toBeNull();
  expect(find_problem(number, draft_of({ ...number, values: { weeks: 'unknown' } }))).toBeNull();
});

test('no place on the map is an answer, silence is not', () => {
  const map = question({ id: 'q_zone', kind: 'zones', items: rows });
  expect(find_problem(map, draft_of(map))).not.toBeNull();
  expect(find_problem(map, draft_of({ ...map, values: { q_zone: [] } }))).toBeNull();
});

test('a self-test says who found it', () => {
  const hop = question({ finding: 'prov_hop', help: 'Hop three times.', values: { prov_hop: 'no' } });
  expect(submission_of(hop, draft_of(hop)).from).toBe('self_test');
});
