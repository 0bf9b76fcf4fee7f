// What every kind of page must pass, unfolded.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

// All rules in light; in dark only the colours differ.
export async function expect_accessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await still(page);
    const axe = new AxeBuilder({ page }).setLegacyMode(); // one frame only: no second page is needed
    const chosen = colorScheme === 'light' ? axe.withTags(rules) : axe.withRules('color-contrast');
    const { violations } = await chosen.analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
    expect(found, `${page.url()} (${colorScheme})`).toEqual([]);
  }
}

// Waits for every animation that ends: colours half-way between two states have no contrast to speak of.
async function still(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await new Promise(requestAnimationFrame); // what has just changed starts its transitions with the next picture
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}

export async function unfold_all(page: Page): Promise<void> {
  const folded = page.locator('[aria-expanded=false]');
  while (await folded.count()) await folded.first().click();
  await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
}
