// How the runner runs: the film is read in the browser, motion data goes as it is, and the report is shown.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { APIRequestContext, Page } from '@playwright/test';
import { expect_accessible, unfold_all } from './axe';
import { expect, expect_no_sideways_scroll, test } from './fixtures';
import { running_from_the_side } from './runner';

const live = (page: Page) => page.locator('[role=status][aria-live=polite]');
const demo = fileURLToPath(new URL('../../../shared/data/gait/video/sports2d_demo.mp4', import.meta.url));

async function new_runner(request: APIRequestContext, name: string): Promise<string> {
  const answer = await request.post('/api/runners', { headers: { 'X-Genu': '1' }, data: { name } });
  return ((await answer.json()) as { id: string }).id;
}

const choose = (page: Page, files: Parameters<ReturnType<Page['locator']>['setInputFiles']>[0]) =>
  page.getByLabel('Film or motion data').setInputFiles(files);

const as_file = (name: string, content: unknown) => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)),
});

test('a film of somebody who walks past is read in the browser', async ({ page, request }, info) => {
  test.skip(!process.env.GENU_FILM, 'it takes minutes: GENU_FILM=1 ./test e2e');
  test.skip(!existsSync(demo), `${demo} is not there`);
  test.setTimeout(1_200_000); // without a graphics card the body model needs half a second for a picture, more on a busy computer
  const runner = await new_runner(request, 'Film');
  const sent: { path: string; bytes: number }[] = [];
  page.on('request', (asked) => {
    if (asked.method() !== 'GET')
      sent.push({ path: new URL(asked.url()).pathname, bytes: asked.postDataBuffer()?.length ?? 0 });
  });

  await page.goto(`/runner/${runner}/result`);
  await page.getByRole('link', { name: 'How you run' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'How you run' })).toBeFocused();
  await choose(page, demo);
  await expect(page.getByText('30 pictures a second')).toBeVisible();
  await page.getByRole('button', { name: 'Read the film' }).click();
  await expect(page.getByRole('alert')).toContainText('from where');
  await page.getByRole('radio', { name: 'The side' }).check();
  await page.getByRole('radio', { name: 'The ground' }).check();
  await page.getByText('This computer is slow').click();
  await page.getByLabel('Use the smaller body model').check();
  await page.getByRole('button', { name: 'Read the film' }).click();

  await expect(page.getByRole('progressbar', { name: 'Reading the film' })).toBeVisible();
  await expect(page.locator('.progress')).toContainText('left', { timeout: 400_000 });
  await page.screenshot({ path: info.outputPath('reading.png') });

  await expect(page.locator('[data-kind=walking]')).toBeVisible({ timeout: 1_100_000 });
  await expect(page.getByText('Walking is not running')).toBeVisible();
  await expect(page.getByRole('img', { name: /^Stick figure/ })).toBeVisible();
  await page.screenshot({ path: info.outputPath('report.png'), fullPage: true });

  // Points travelled, not the film; and the points are those of the one who crosses the picture.
  expect(sent.map(({ path }) => path)).toEqual([`/api/runners/${runner}/gait`]);
  expect(sent[0]!.bytes).toBeLessThan(500_000);
  await expect(page.getByText('to the left')).toBeVisible();
});

test('motion data becomes a report, looked at by keyboard, in light and dark, on a phone', async ({
  page,
  request,
}, info) => {
  test.setTimeout(180_000);
  const runner = await new_runner(request, 'Landmarks');
  await page.goto(`/runner/${runner}/gait`);
  await expect_accessible(page);
  await choose(page, as_file('run.json', running_from_the_side()));

  const report = page.locator('[data-kind]');
  await expect(report).toHaveAttribute('data-kind', 'running');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(live(page)).toContainText('report');
  await expect(page.locator('[data-metric=cadence]')).toContainText(/1[67]\d/);
  await expect(page.locator('[data-cannot]').first()).toBeVisible();

  // Frame by frame.
  const place = page.getByLabel('Place in the recording');
  await place.focus();
  const before = await place.inputValue();
  await page.keyboard.press('ArrowRight');
  expect(Number(await place.inputValue())).toBe(Number(before) + 1);
  await expect(place).toHaveAttribute('aria-valuetext', / s/);
  await page.getByRole('button', { name: 'Next step' }).click();
  await expect(place).toHaveAttribute('aria-valuetext', /foot on the ground/);
  const paused = await place.inputValue();
  await page.getByRole('button', { name: 'Play' }).click();
  await expect.poll(() => place.inputValue()).not.toBe(paused);
  await page.getByRole('button', { name: 'Pause' }).click();

  await page.screenshot({ path: info.outputPath('report.png'), fullPage: true });
  await unfold_all(page);
  await expect_accessible(page);
  for (const width of [360, 320]) {
    await page.setViewportSize({ width, height: 740 });
    await expect_no_sideways_scroll(page);
  }
  await page.screenshot({ path: info.outputPath('phone.png'), fullPage: true });

  // On paper: one page, without what is for the screen.
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ media: 'print', colorScheme: 'light' });
  await expect(page.locator('.viewer')).toBeHidden();
  const paper = await page.pdf({ path: info.outputPath('report.pdf'), preferCSSPageSize: true, format: 'A4' });
  expect(paper.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  await page.emulateMedia({ media: 'screen' });

  // It is in the list, and a second one is compared with it.
  await page.getByRole('link', { name: 'All recordings' }).click();
  await expect(page.locator('[data-session]')).toHaveCount(1);
  await page.reload();
  await page.getByRole('link', { name: /^Running/ }).click();
  await expect(page.locator('[data-metric=cadence]')).toBeVisible();
});

test('what cannot be used is refused, with what to do', async ({ page, request }) => {
  const runner = await new_runner(request, 'Refused');
  await page.goto(`/runner/${runner}/gait`);
  await choose(page, { name: 'cat.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('cat') });
  await expect(page.getByRole('alert')).toContainText('cannot read');

  await choose(page, { name: 'broken.mp4', mimeType: 'video/mp4', buffer: Buffer.from('no film') });
  await expect(page.getByRole('alert')).toContainText('cannot show that film');

  await choose(page, as_file('short.json', running_from_the_side(0.4)));
  await expect(page.locator('[data-accepted=false] [data-refusals]')).toBeVisible();
  await expect(live(page)).toContainText('reasons');
});

test('the metronome clicks at the tempo that was chosen', async ({ page, request }) => {
  const runner = await new_runner(request, 'Metronome');
  await page.addInitScript(() => {
    const clicks: number[] = [];
    Object.assign(window, { clicks });
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (when) {
      clicks.push(when ?? 0);
      start.call(this, when);
    };
  });
  await page.goto(`/runner/${runner}/gait`);
  const metronome = page.getByRole('group', { name: 'Metronome' });
  const tempo = metronome.getByLabel('Steps a minute');
  await tempo.focus();
  for (let step = 0; step < 3; ++step) await page.keyboard.press('ArrowRight');
  await expect(metronome.locator('.steps')).toContainText('168');
  await metronome.getByRole('button', { name: 'Start' }).focus();
  await page.keyboard.press('Enter');
  const clicks = () => page.evaluate(() => (window as unknown as { clicks: number[] }).clicks);
  await expect.poll(async () => (await clicks()).length).toBeGreaterThan(8);
  const gaps = (await clicks()).slice(0, 8).map((at_s, index, all) => at_s - (all[index - 1] ?? at_s - 60 / 168));
  for (const gap_s of gaps) expect(gap_s).toBeCloseTo(60 / 168, 6);
  await metronome.getByRole('button', { name: 'Stop' }).click();
  const stopped = (await clicks()).length;
  await page.waitForTimeout(500);
  expect((await clicks()).length).toBe(stopped);
});
