// Every kind of page: axe in light and dark, and no sideways scroll at 320 px.
import { expect_accessible, unfold_all } from './axe';
import { expect, expect_no_sideways_scroll, test } from './fixtures';
import { begin, runner_in, say_something, walk, type Kind } from './walk';

test('the questions', async ({ page }) => {
  const seen = new Set<Kind>();
  await begin(page, 'Axe');
  await walk(page, async (page, question) => {
    if (!seen.has(question.kind)) {
      seen.add(question.kind);
      await unfold_all(page);
      await expect_accessible(page);
    }
    await say_something(page, question);
  });
});

test('the other pages', async ({ page }) => {
  await begin(page, 'Axe too');
  const runner = runner_in(page);
  await page.goto(`/runner/${runner}/result`);
  await page.locator('[data-level]').waitFor();
  await unfold_all(page);
  await expect_accessible(page);

  await page.goto(`/runner/${runner}/exam`);
  await page.locator('[data-cause]').first().waitFor();
  await unfold_all(page);
  await expect_accessible(page);

  await page.goto('/');
  await page.getByRole('button', { name: 'Erase Axe too' }).click();
  await expect_accessible(page);
  await page.getByRole('button', { name: 'Keep it' }).click();
  await expect_accessible(page);

  await page.goto('/no/such/page');
  await expect_accessible(page);
});

test('an emergency and an error', async ({ page, request, watch }) => {
  await begin(page, 'Axe at last');
  await walk(page, async (page, question) => {
    if (question.kind !== 'checklist') return say_something(page, question);
    for (const yes of await page.locator('input[type=radio][value=yes]').all()) await yes.check();
  });
  await page.locator('[data-level=emergency]').waitFor();
  await unfold_all(page);
  await expect_accessible(page);

  await page.route('**/api/runners/*/interview', (route) => route.abort());
  watch.server_may_be_away = true;
  await page.reload();
  await page.getByRole('alert').waitFor();
  await expect_accessible(page);
  expect((await request.get('/api/health')).ok()).toBe(true);
});

test('nothing scrolls sideways at 320 px', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto('/');
  await expect_no_sideways_scroll(page);
  await begin(page, 'A rather long name without any good place to break itssssssssssssssssssssself');
  await walk(page, async (page, question) => {
    await unfold_all(page);
    await expect_no_sideways_scroll(page);
    await say_something(page, question);
  });
  await page.locator('[data-cause]').first().waitFor();
  await unfold_all(page);
  await expect_no_sideways_scroll(page);

  await page.getByRole('link', { name: 'Physiotherapist', exact: true }).click();
  await page.locator('[data-cause]').first().waitFor();
  await unfold_all(page);
  await expect_no_sideways_scroll(page);
  await page.goto('/');
  await page.getByRole('button', { name: /^Erase/ }).first().waitFor();
  await expect_no_sideways_scroll(page);
});
