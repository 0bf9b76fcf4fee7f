import { expect, test } from 'vitest';
import { basis_label, capitalise, factor, factor_in_words, percent } from './format';

test('percentages never claim certainty', () => {
  expect([0, 0.004, 0.5149, 0.996, 1].map(percent)).toEqual(['0%', 'under 1%', '51%', 'over 99%', '100%']);
});

test('factors read the same in both directions', () => {
  expect([2.3, 0.4, 1, 12.4].map(factor)).toEqual(['×2.3', '÷2.5', '×1.0', '×12']);
  expect(factor_in_words(0.4)).toBe('lowers the odds 2.5 times');
});

test('an estimate is called ours', () => {
  expect(basis_label('estimate')).toBe('our estimate');
  expect(basis_label('meta-analysis')).toBe('published: meta-analysis');
});

test('only the first letter changes', () => {
  expect(capitalise("jumper's knee")).toBe("Jumper's knee");
});
