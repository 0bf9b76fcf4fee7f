import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { asked, begin, go_on, runner_in, say_something, say_unknown, walk, type Asked } from './walk';

test('a whole interview with the mouse ends in a result', async ({ page }) => {
  await begin(page, 'Mouse');
  const met = await walk(page, say_something);
  expect(met.length).toBeGreaterThan(5);
  expect(new Set(met.map(({ kind }) => kind)).has('zones')).toBe(true);

  await expect(page.getByRole('heading', { level: 1, name: 'Your result' })).toBeFocused();
  await expect(page.locator('[data-cause]')).not.toHaveCount(0);
  expect(await page.locator('[data-cause]').count()).toBeLessThanOrEqual(5);
  const care = await page.locator('[data-level]').boundingBox();
  const causes = await page.locator('[data-cause]').first().boundingBox();
  expect(care!.y, 'urgency stands before the causes').toBeLessThan(causes!.y);

  const first = page.locator('[data-cause]').first();
  await first.locator('summary', { hasText: 'Figures and sources' }).click();
  await expect(first.getByText('nine times in ten')).toBeVisible();
});

test('"I don’t know" everywhere reaches a result too', async ({ page }) => {
  await begin(page, 'Unsure');
  await walk(page, say_unknown);
  await expect(page.getByRole('heading', { level: 1, name: 'Your result' })).toBeVisible();
});

test('nothing is sent before there is an answer', async ({ page }) => {
  await begin(page, '');
  for (let question = await asked(page), count = 0; question && count < 5; ++count) {
    await go_on(page);
    await expect(page.getByRole('alert')).toBeVisible();
    await say_something(page, question);
    await go_on(page);
    question = await asked(page, question.id);
  }
});

test('an emergency stops the questions and says what to do', async ({ page }) => {
  await begin(page, 'Emergency');
  const alarming = async (page: Page, question: Asked) => {
    if (question.kind !== 'checklist') return say_something(page, question);
    for (const yes of await page.locator('input[type=radio][value=yes]').all()) await yes.check();
  };
  await walk(page, alarming);
  await expect(page.locator('[data-level=emergency]')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'Stop here' })).toBeFocused();
  await expect(page.locator('form[data-question]')).toHaveCount(0);
  await expect(page.locator('[data-cause]')).toHaveCount(0);

  // Coming back does not lead around it; a wrong answer can be changed; the result says the same.
  await page.goto(`/runner/${runner_in(page)}/interview`);
  await expect(page.locator('[data-level=emergency]')).toBeVisible();
  await page.getByText('is one of them wrong?').click();
  await expect(page.getByRole('link', { name: /^Change/ }).first()).toBeVisible();
  await page.getByRole('link', { name: 'See the result so far' }).click();
  await expect(page.locator('[data-level=emergency]')).toBeVisible();
});

test('back shows the earlier answer, and the browser’s back does too', async ({ page }) => {
  await begin(page, 'Back');
  const first = (await asked(page))!;
  await say_something(page, first);
  await go_on(page);
  const second = (await asked(page, first.id))!;
  await say_something(page, second);
  await go_on(page);
  await asked(page, second.id);

  await page.getByRole('link', { name: 'Back', exact: true }).click();
  await expect(page.locator(`form[data-question="${second.id}"] input:checked`).first()).toBeVisible();
  await page.goBack();
  await page.goBack();
  await page.goBack();
  await expect(page.locator(`form[data-question="${first.id}"]`)).toBeVisible();
  await expect(page.locator('[id="answer-age"]')).toHaveValue('41');

  await page.getByText(/^Your answers \(/).click();
  await page.getByRole('link', { name: /^Change/ }).last().click();
  await expect(page.locator(`form[data-question="${second.id}"]`)).toBeVisible();
});

test('a changed answer leads back to a result that shows what moved', async ({ page }) => {
  await begin(page, 'Change');
  const met = await walk(page, say_something);
  const zones = met.find(({ kind }) => kind === 'zones')!;
  await page.locator(`a[href*="/interview/${zones.id}"]`).click();
  await page.locator(`[id="answer-${zones.id}-loc_medial_joint_line"]`).uncheck();
  await page.locator(`[id="answer-${zones.id}-loc_pes_zone"]`).check();
  await page.getByRole('button', { name: 'Save', exact: true }).click();

  await expect(page.getByRole('heading', { name: 'What your change moved' })).toBeVisible();
  await expect(page.locator('[data-change]')).not.toHaveCount(0);
  await expect(page.locator(`li:has(a[href*="/interview/${zones.id}"])`)).toContainText('three fingers below');
});
