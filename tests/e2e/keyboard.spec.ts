import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { asked, type Asked } from './walk';

test.use({ viewport: { width: 360, height: 740 } });

// Presses Tab until the control with this id (or this text) has the focus, and checks that the eye can follow.
async function tab_to(page: Page, target: { id: string } | { text: RegExp }): Promise<void> {
  for (let presses = 0; presses < 60; ++presses) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      const box = (element.closest('label') ?? element).getBoundingClientRect();
      return {
        id: element.id,
        text: element.textContent?.trim() ?? '',
        in_sight: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
      };
    });
    expect(focused.in_sight, `the focus on "${focused.id || focused.text}" can be seen`).toBe(true);
    if ('id' in target ? focused.id === target.id : target.text.test(focused.text)) return;
  }
  throw new Error(`no way by Tab to ${JSON.stringify(target)}`);
}

async function answer_by_keyboard(page: Page, { id, kind }: Asked): Promise<void> {
  switch (kind) {
    case 'form':
      await tab_to(page, { id: 'answer-age' });
      await page.keyboard.type('29');
      for (const id of ['answer-sex-female', 'answer-painful_knee-left']) {
        if (!(await page.locator(`[id="${id}"]`).count())) continue;
        await tab_to(page, { id });
        await page.keyboard.press('ArrowRight');
        await expect(page.locator(`[id="${id}"]`)).not.toBeChecked();
      }
      break;
    case 'zones':
      await tab_to(page, { id: `answer-${id}-loc_pes_zone` });
      await page.keyboard.press('Space');
      await expect(page.locator('path.region.checked:visible').first()).toBeVisible();
      break;
    case 'checklist':
      await tab_to(page, { text: /^No to all/ });
      await page.keyboard.press('Enter');
      break;
    case 'number':
      await tab_to(page, { id: `answer-${id}` });
      await page.keyboard.type('3');
      break;
    case 'yes_no':
      await tab_to(page, { id: `answer-${id}-yes` });
      await page.keyboard.press('Space');
      await page.keyboard.press('ArrowDown');
      await expect(page.locator(`[id="answer-${id}-no"]`)).toBeChecked();
      break;
    case 'single_choice':
      await page.keyboard.press('Tab'); // from the heading to "Why we ask"
      await page.keyboard.press('Tab');
      await page.keyboard.press('ArrowUp'); // wraps to the last option: "I don't know"
      await page.keyboard.press('ArrowUp');
  }
  if (kind === 'checklist') await tab_to(page, { text: /^Continue$/ });
  await page.keyboard.press('Enter');
}

test('a whole interview by keyboard alone, on a small screen', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await tab_to(page, { id: 'runner-name' });
  await page.keyboard.type('Keys');
  await page.keyboard.press('Enter');

  for (let question = await asked(page), count = 0; question; question = await asked(page, question.id), ++count) {
    expect(count).toBeLessThan(60);
    await expect(page.locator('h1')).toBeFocused();
    await answer_by_keyboard(page, question);
  }

  await expect(page.getByRole('heading', { level: 1, name: 'Your result' })).toBeFocused();
  await tab_to(page, { text: /^(Why\?|Fold away)/ });
  await page.keyboard.press('Enter');
  await tab_to(page, { text: /^Change/ });
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeVisible();
});
