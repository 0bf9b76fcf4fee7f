// Strength, feet and the evaluation, on the real server: by mouse, by keyboard alone, and on a small screen.
import type { APIRequestContext, Page } from '@playwright/test';
import { expect_accessible } from './axe';
import { expect, expect_no_sideways_scroll, test } from './fixtures';

const live = (page: Page) => page.locator('[role=status][aria-live=polite]');
const card = (page: Page, id: string) => page.locator(`[data-test=${id}]`);
const leg = (page: Page, id: string, side: 'left' | 'right') => card(page, id).locator(`[data-leg=${side}]`);

async function new_runner(request: APIRequestContext, name: string): Promise<string> {
  const answer = await request.post('/api/runners', { headers: { 'X-Genu': '1' }, data: { name } });
  const { id } = (await answer.json()) as { id: string };
  await request.post(`/api/runners/${id}/answers`, {
    headers: { 'X-Genu': '1' },
    data: { question: 'about_you', runner: { age: 34, sex: 'female', weight_kg: 61, painful_knee: 'left' }, from: 'clinician' },
  });
  return id;
}

async function answer_barriers(page: Page): Promise<void> {
  await page.getByLabel('Pain right now').selectOption('1');
  const asked = page.locator('[data-barrier]');
  for (let i = 0; i < (await asked.count()); ++i) {
    const no = asked.nth(i).getByRole('radio', { name: 'No', exact: true });
    if (await no.count()) await no.check();
  }
}

async function unfold(page: Page, id: string): Promise<void> {
  await card(page, id).getByRole('button', { expanded: false }).first().click();
}

test('self-tests are kept, judged and compared', async ({ page, request }) => {
  const runner = await new_runner(request, 'Strength');
  await page.goto(`/runner/${runner}/strength`);
  await expect(page.locator('[data-unanswered]')).toBeVisible();
  await expect(page.locator('[data-test]')).toHaveCount(0);
  await answer_barriers(page);
  await expect(page.locator('[data-test=heel_raise]')).toBeVisible();
  await expect(page.locator('[data-test=knee_extension_strength]')).toHaveCount(0);

  // The counter, by its large button, and what was typed survives a reload.
  await unfold(page, 'heel_raise');
  for (let i = 0; i < 3; ++i) await leg(page, 'heel_raise', 'left').getByRole('button', { name: '+1 repetition' }).click();
  await expect(leg(page, 'heel_raise', 'left').getByLabel('Repetitions')).toHaveValue('3');
  await leg(page, 'heel_raise', 'left').getByLabel('Repetitions').fill('16');
  await leg(page, 'heel_raise', 'right').getByLabel('Repetitions').fill('25');
  await leg(page, 'heel_raise', 'left').getByLabel('Pain in the test').selectOption('2');
  await page.reload();
  await expect(card(page, 'heel_raise')).toContainText('Both legs entered');

  await unfold(page, 'single_leg_squat');
  await leg(page, 'single_leg_squat', 'left').getByLabel('The kneecap goes inside the big toe').check();
  await leg(page, 'single_leg_squat', 'right').getByLabel('Nothing leaves its line').check();
  await page.getByRole('button', { name: 'Save 2 tests' }).click();

  await expect(page.locator('#results')).toBeFocused();
  const heel = page.locator('[data-result=heel_raise]');
  await expect(heel).toHaveAttribute('data-outcome', 'worth_training');
  await expect(heel).toContainText('The left reached 64 % of the right.');
  await expect(page.locator('[data-result=single_leg_squat]')).toContainText('knee leaves its line');

  // A second session: the change is beyond the error of the test on one leg only.
  await answer_barriers(page);
  await unfold(page, 'heel_raise');
  await leg(page, 'heel_raise', 'left').getByLabel('Repetitions').fill('24');
  await leg(page, 'heel_raise', 'right').getByLabel('Repetitions').fill('27');
  await page.getByRole('button', { name: 'Save 1 test' }).click();
  await expect(heel).toHaveAttribute('data-outcome', 'no_clear_difference');
  await expect(heel).toContainText('8 repetitions more than before');
  await expect(heel).toContainText('Right: no detectable change.');

  // The contributor is on the result page.
  await page.goto(`/runner/${runner}/result`);
  await expect(page.getByText('Knee falling inwards')).toBeVisible();
});

test('what must wait is not offered', async ({ page, request }) => {
  const runner = await new_runner(request, 'Swollen');
  await page.goto(`/runner/${runner}/strength`);
  await answer_barriers(page);
  await page.locator('[data-barrier=swollen]').getByRole('radio', { name: 'Yes', exact: true }).check();
  await expect(card(page, 'hop')).toContainText('Not now');
  await unfold(page, 'hop');
  await expect(card(page, 'hop')).toContainText('A swollen knee is upset already');
  await expect(card(page, 'hop').locator('input')).toHaveCount(0);
  await expect(card(page, 'side_plank')).not.toContainText('Not now');
  await page.locator('[data-barrier=hot_or_ill]').getByRole('radio', { name: 'Yes', exact: true }).check();
  await expect(page.getByText('Do not test today.')).toBeVisible();
  await expect(page.locator('[data-test]')).toHaveCount(0);
});

test('the stopwatch by keyboard alone', async ({ page, request }) => {
  const runner = await new_runner(request, 'Keyboard');
  await page.goto(`/runner/${runner}/strength`);
  await answer_barriers(page);
  const fold = card(page, 'side_plank').getByRole('button').first();
  await fold.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const button = leg(page, 'side_plank', 'left').getByRole('button', { name: /stopwatch, left/ });
  await expect(button).toBeFocused();
  await page.keyboard.press('Space');
  await expect(live(page)).toContainText('Get ready');
  await expect(live(page)).toContainText('Go, left', { timeout: 8000 });
  await page.waitForTimeout(1200);
  await page.keyboard.press('Space');
  await expect(live(page)).toContainText(/Stopped\. left, \d+(\.\d)? seconds/);
  const held = Number(await leg(page, 'side_plank', 'left').getByLabel('Seconds').inputValue());
  expect(held).toBeGreaterThan(1);
  expect(held).toBeLessThan(6);
});

test('feet are scored with pictures, and shoes follow', async ({ page, request }) => {
  const runner = await new_runner(request, 'Feet');
  await page.goto(`/runner/${runner}/feet`);
  await expect(page.locator('[data-shoe=shoe_by_arch]')).toContainText('Not supported');
  await expect(page.locator('[data-shoe=shoe_motion_control]')).toContainText('your feet were not measured');
  await page.getByRole('radio', { name: 'A physiotherapist' }).check();
  const left = page.locator('[data-foot=left]');
  const items = left.locator('[data-item]');
  await expect(items).toHaveCount(6);
  await expect(items.first().getByRole('img')).toHaveCount(3);
  for (let i = 0; i < 6; ++i) await items.nth(i).getByRole('radio', { name: i < 2 ? '+2' : '+1', exact: true }).check();
  await expect(left).toContainText('Index: +8');
  await page.locator('[data-foot=right]').getByLabel('Or only the sum').fill('3');
  await left.getByRole('radio', { name: /No hollow/ }).check();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.locator('[data-foot-result=left]')).toHaveAttribute('data-posture', 'pronated');
  await expect(page.locator('[data-foot-result=right]')).toHaveAttribute('data-posture', 'usual');
  await expect(page.locator('[data-shoe=shoe_motion_control]')).toContainText('Reasonable to try');
});

test('the evaluation has everything, small and accessible', async ({ page, request }) => {
  const runner = await new_runner(request, 'Evaluation');
  const headers = { 'X-Genu': '1' };
  const measures = [
    { test: 'bridge_hold', leg: 'left', value: 41, pain: 1 },
    { test: 'bridge_hold', leg: 'right', value: 60 },
    { test: 'hop', leg: 'left', value: 90, pain: 0 },
    { test: 'hop', leg: 'right', value: 110, pain: 0 },
    { test: 'prone_knee_bend', leg: 'left', answer: 'pull' },
    { test: 'hip_abduction_eccentric', leg: 'left', force_n: 92, arm_cm: 74 },
    { test: 'hip_abduction_eccentric', leg: 'right', force_n: 118, arm_cm: 74 },
  ];
  await request.post(`/api/runners/${runner}/strength`, { headers, data: { from: 'clinician', measures } });
  await request.post(`/api/runners/${runner}/feet`, { headers, data: { from: 'clinician', left: { index: 7 }, right: { index: 4 } } });
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`/runner/${runner}/evaluation`);
  await expect(page.getByRole('heading', { level: 1, name: 'Evaluation' })).toBeFocused();
  await expect(page.locator('[data-evaluation=hop]')).toContainText('82 %');
  await expect(page.locator('[data-foot-result=left]')).toHaveAttribute('data-posture', 'pronated');
  await expect(page.getByRole('heading', { name: 'Gait' })).toBeVisible();
  await expect_no_sideways_scroll(page);
  await expect_accessible(page);

  for (const part of ['strength', 'feet']) {
    await page.goto(`/runner/${runner}/${part}`);
    await page.getByRole('radio', { name: 'A physiotherapist' }).check();
    await unfold_all_of(page);
    await expect_no_sideways_scroll(page);
    await expect_accessible(page);
    if (process.env.GENU_SCREENSHOTS) await page.screenshot({ path: `${process.env.GENU_SCREENSHOTS}/${part}-360.png`, fullPage: true });
  }
});

// One test is open at a time: look at each way of entering it.
async function unfold_all_of(page: Page): Promise<void> {
  await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
  for (const id of ['single_leg_squat', 'side_plank', 'heel_raise', 'thomas', 'knee_extension_strength']) {
    if ((await card(page, id).count()) === 0) continue;
    await unfold(page, id);
    await expect_no_sideways_scroll(page);
  }
}
