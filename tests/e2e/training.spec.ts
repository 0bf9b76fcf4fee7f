// The training part of the page, on the real server: import, chart, what changed, one run.
import type { APIRequestContext, Page } from '@playwright/test';
import { history_with_a_jump, strava_export, type History } from './activities';
import { expect_accessible, unfold_all } from './axe';
import { expect, expect_no_sideways_scroll, test } from './fixtures';

const live = (page: Page) => page.locator('[role=status][aria-live=polite]');
const chart = (page: Page) => page.getByRole('application', { name: 'Training week by week' });
const run_table = (page: Page) => page.getByRole('table', { name: 'Runs, newest first' });

async function new_runner(request: APIRequestContext, name: string): Promise<string> {
  const answer = await request.post('/api/runners', { headers: { 'X-Genu': '1' }, data: { name } });
  return ((await answer.json()) as { id: string }).id;
}

async function import_files(
  page: Page,
  files: Parameters<ReturnType<Page['locator']>['setInputFiles']>[0],
): Promise<void> {
  await page.getByText('Drop your runs here').waitFor();
  await page.locator('input[type=file][multiple]').setInputFiles(files);
  await page.locator('[data-import=done]').waitFor({ timeout: 60_000 });
}

async function import_history(page: Page, runner: string): Promise<History> {
  const history = history_with_a_jump();
  await page.goto(`/runner/${runner}/training`);
  await import_files(page, history.files);
  await page.getByRole('button', { name: 'Close this summary' }).click();
  await page.getByLabel('The pain began on').fill(history.onset);
  await page.getByRole('button', { name: 'Compare the weeks before' }).click();
  await page.locator('[data-changes=found]').waitFor();
  return history;
}

test('a Strava export is imported, and a run of it opened', async ({ page, request }) => {
  const runner = await new_runner(request, 'Strava');
  await page.goto(`/runner/${runner}/result`);
  await page.getByRole('link', { name: 'Look at your training' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Training' })).toBeFocused();

  await import_files(page, strava_export);
  const summary = page.locator('[data-import=done]');
  await expect(summary).toContainText(/[4-9] runs added/);
  await expect(summary).toContainText('1 other activity');
  await expect(live(page)).toContainText('runs added');
  await page.getByRole('button', { name: 'Close this summary' }).click();

  await expect(chart(page).locator('canvas').first()).toBeVisible();
  await expect(page.locator('[data-changes=no_onset]')).toBeVisible();
  await page.getByLabel('Show').selectOption('cycling');
  await expect(run_table(page).locator('[data-run]')).toHaveCount(1);
  await page.getByLabel('Show').selectOption('running');
  await run_table(page)
    .getByRole('link', { name: /^Lunch Run/ })
    .click();

  await expect(page.getByRole('heading', { level: 1, name: 'Lunch Run' })).toBeFocused();
  await expect(page.locator('dl div', { hasText: /^Distance/ }).first()).toContainText('5.8 km');
  await expect(page.locator('[data-plot=pace_s_per_km]')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Splits' }).getByRole('row')).toHaveCount(7);
  await page.getByRole('link', { name: /Later/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Lunch Run' })).toHaveCount(0);
  await page.getByRole('link', { name: 'All training' }).click();

  // Once more: nothing is recorded twice.
  const before = await run_table(page).locator('[data-run]').count();
  await page.getByRole('link', { name: 'Add runs' }).click();
  await import_files(page, strava_export);
  await expect(page.locator('[data-import=done]')).toContainText('0 runs added');
  await expect(run_table(page).locator('[data-run]')).toHaveCount(before);
});

test('what changed before the pain, and the chart by keyboard', async ({ page, request }) => {
  const runner = await new_runner(request, 'Jump');
  const history = await import_history(page, runner);

  const card = page.locator('[data-training-change]').first();
  await expect(card).toContainText('21 km');
  await expect(page.locator('[data-exposure=single_session_spike]')).toContainText('km');
  await expect(page.locator('[data-finding]').first()).toBeVisible();

  // Week by week, each step announced; Enter lists the runs of the week.
  await chart(page).focus();
  await page.keyboard.press('Home');
  await expect(live(page)).toContainText('Week from');
  const first = await live(page).textContent();
  await page.keyboard.press('ArrowRight');
  await expect(live(page)).not.toHaveText(first!);
  await page.keyboard.press('End');
  await expect(live(page)).toContainText('the pain began');
  await expect(page.locator('.tip')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('.tip')).toHaveCount(0);
  for (let steps = 0; steps < 3 && !/(moderate|large) spike/.test((await live(page).textContent())!); ++steps) {
    const said = await live(page).textContent();
    await page.keyboard.press('ArrowLeft');
    await expect(live(page)).not.toHaveText(said!);
  }
  await expect(live(page)).toContainText(/(moderate|large) spike/);
  await page.keyboard.press('+');
  await expect(live(page)).toHaveText('Zoomed in');
  await page.keyboard.press('0');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /^Week from/ })).toBeFocused();
  await expect(page.locator('[data-week] [data-run]').filter({ hasText: '21.0 km' })).toBeVisible();
  await page.getByRole('button', { name: 'Back to the chart' }).click();
  await expect(chart(page)).toBeFocused();

  // The table says the same.
  await page.getByText('The same as a table').click();
  await expect(
    page.getByRole('region', { name: 'Weeks as a table' }).getByRole('row', { name: /spike/ }),
  ).not.toHaveCount(0);

  // The mouse: hover, and zoom by dragging.
  const rows = page.getByRole('region', { name: 'Weeks as a table' }).getByRole('row');
  const before = await rows.count();
  const box = (await chart(page).locator('.u-over').first().boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height / 2);
  await expect(page.locator('.tip')).toContainText('Week from');
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.7, box.y + box.height / 2, { steps: 5 });
  await page.mouse.up();
  await expect.poll(() => rows.count()).toBeLessThan(before);
  await expect(page.locator('[data-week]')).toHaveCount(0);

  // From the card to the run, and the result knows of it.
  await card.getByRole('link').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page.locator('[data-spike]')).toBeVisible();
  const plots = page.getByRole('application', { name: 'This run over its distance' });
  await plots.focus();
  await page.keyboard.press('End');
  await expect(live(page)).toContainText('at 21.00 km');
  await expect(page.locator('.tip')).toContainText('pace');

  // A day that is not sure.
  await page.goBack();
  await page.getByRole('button', { name: 'Change the day the pain began' }).click();
  await page.getByLabel('I am not sure of the day').check();
  await page.getByRole('button', { name: 'Compare the weeks before' }).click();
  await expect(page.getByRole('alert')).toContainText('latest day');
  await page.getByLabel('Not after').fill(history.onset);
  await page.getByLabel('Not before').fill(history.long_run);
  await page.getByRole('button', { name: 'Compare the weeks before' }).click();
  await expect(page.getByText('The pain began: between')).toBeVisible();
});

test('sending can be cancelled, and files that genu cannot read are refused', async ({ page, request }) => {
  const runner = await new_runner(request, 'Cancelled');
  await page.route('**/import?name=*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    await route.continue();
  });
  await page.goto(`/runner/${runner}/training/import`);
  await page
    .locator('input[type=file][multiple]')
    .setInputFiles({ name: 'cat.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('cat') });
  await expect(page.getByRole('alert')).toContainText('cannot read');

  await page.locator('input[type=file][multiple]').setInputFiles(history_with_a_jump().files);
  await expect(page.getByRole('progressbar', { name: 'Sending' })).toBeVisible();
  await page.getByRole('button', { name: 'Cancel the import' }).click();
  await expect(page.locator('[data-import=cancelled]')).toBeVisible();
  await expect(page.getByText('Drop your runs here')).toBeVisible();
  const state = (await (await request.get(`/api/runners/${runner}/import`)).json()) as { state: string };
  expect(state.state).toBe('cancelled');
});

test('an upload that a reload broke off can be cleared', async ({ page, request }) => {
  const runner = await new_runner(request, 'Broken off');
  const sent = await request.put(`/api/runners/${runner}/import?name=a.fit&offset=0&size=10`, {
    headers: { 'X-Genu': '1', 'Content-Type': 'application/octet-stream' },
    data: Buffer.from('half'),
  });
  expect(sent.ok()).toBe(true);
  await page.goto(`/runner/${runner}/training`);
  await page.getByRole('button', { name: /^Clear it/ }).click();
  await expect(page.getByText('Drop your runs here')).toBeVisible();
});

test('accessible in light and dark, on a large and a small screen', async ({ page, request }) => {
  test.slow();
  const runner = await new_runner(request, 'Axe');
  await page.goto(`/runner/${runner}/training`);
  await page.getByText('Drop your runs here').waitFor();
  const check = async () => {
    await page.emulateMedia({ colorScheme: 'light' });
    await unfold_all(page);
    if (await chart(page).count()) await page.getByRole('region', { name: 'Weeks as a table' }).waitFor(); // comes unfolded
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 800 });
      await expect_accessible(page);
      await expect_no_sideways_scroll(page);
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  };
  await check();
  await import_history(page, runner);
  await chart(page).focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await page.locator('[data-week]').waitFor();
  await check();
  await page.locator('[data-training-change] a').first().click();
  await page.locator('[data-plot]').first().waitFor();
  await check();
});
