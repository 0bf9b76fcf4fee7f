import { readFile } from 'node:fs/promises';
import { expect, test } from './fixtures';
import { GenuServer } from './server';
import { asked, begin, go_on, runner_in, say_something, walk } from './walk';

const test_alone = test.extend<{ own_server: GenuServer }>({
  own_server: async ({}, use) => {
    const server = await GenuServer.start();
    await use(server);
    await server.remove();
  },
  baseURL: async ({ own_server }, use) => use(own_server.address),
});

test_alone('the interview goes on after the server was killed, and loses no answer', async ({ page, watch, own_server }) => {
  await begin(page, 'Resumed');
  const first = (await asked(page))!;
  await say_something(page, first);
  await go_on(page);
  const second = (await asked(page, first.id))!;
  await say_something(page, second);

  watch.server_may_be_away = true;
  await own_server.kill();
  await go_on(page);
  await expect(page.getByRole('alert')).toContainText('does not answer');
  await own_server.resume();

  // What was chosen is still there, even after the page is loaded anew.
  await page.reload();
  await expect(page.locator(`form[data-question="${second.id}"] input:checked`).first()).toBeVisible();
  await own_server.kill();
  await go_on(page);
  await expect(page.getByRole('alert')).toBeVisible();
  await own_server.resume();
  await page.getByRole('button', { name: 'Try again' }).click();
  const third = (await asked(page, second.id))!;

  await page.goto('/');
  await page.getByRole('link', { name: /^Continue where you stopped: Resumed/ }).click();
  expect((await asked(page))!.id).toBe(third.id);
  await page.getByText(/^Your answers \(2\)/).click();
  await expect(page.getByText('41 years')).toBeVisible();
});

test('a record can be exported and erased', async ({ page }) => {
  await begin(page, 'Erased');
  await say_something(page, (await asked(page))!);
  await go_on(page);
  const runner = runner_in(page);
  await page.goto('/');

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export Erased as a file' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.json$/);
  expect(JSON.parse(await readFile(await download.path(), 'utf8'))).toBeTruthy();
  expect(await readFile(await download.path(), 'utf8')).toContain(runner);

  const erase = page.getByRole('button', { name: 'Erase Erased' });
  await erase.click();
  await page.getByRole('button', { name: 'Keep it' }).click();
  await erase.click();
  await page.getByRole('button', { name: 'Erase for ever' }).click();
  await expect(erase).toHaveCount(0);
  expect((await page.request.get(`/api/runners/${runner}`)).status()).toBe(404);
});

test('hands-on tests move the causes', async ({ page }) => {
  await begin(page, 'Examined');
  await walk(page, say_something);
  await page.getByRole('link', { name: 'Physiotherapist', exact: true }).click();
  
  await page.getByRole('navigation', { name: 'Most useful next' }).getByRole('link').first().click();
  const useful = page.locator('li', { hasText: 'Most useful next' }).first();
  const test_name = (await useful.getByRole('heading').textContent())!;
  await useful.getByRole('radio', { name: 'Yes' }).check();
  await expect(page.getByText('Up to date, 1 test done')).toBeVisible();
  await expect(page.locator('[data-moved]')).not.toHaveCount(0);
  await expect(page.locator('[data-moved]').first()).toContainText('→');

  // It is stored, and it can be taken back.
  await page.reload();
  const row = page.locator('li', { has: page.getByRole('heading', { name: test_name, exact: true }) });
  await expect(row.getByRole('radio', { name: 'Yes' })).toBeChecked();
  await row.getByRole('radio', { name: 'Not tested' }).check();
  await expect(page.getByText('Up to date, 0 tests done')).toBeVisible();
});
