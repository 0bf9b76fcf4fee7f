// Walks through an interview whatever the engine asks: it looks at the kind of each question, not at its id.
import { expect, type Page } from '@playwright/test';

export type Kind = 'form' | 'single_choice' | 'zones' | 'checklist' | 'yes_no' | 'number';

export interface Asked {
  id: string;
  kind: Kind;
}

const most_questions = 60;

export async function begin(page: Page, name: string): Promise<void> {
  await page.goto('/');
  await page.getByLabel('Your name or a nickname').fill(name);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await asked(page);
}

// The question on the page; null once the interview has ended.
export async function asked(page: Page, after: string | null = null): Promise<Asked | null> {
  const question = page.locator(after ? `form[data-question]:not([data-question="${after}"])` : 'form[data-question]');
  const ended = page.locator('[data-level]');
  await question.or(ended).first().waitFor();
  if (await ended.count()) return null;
  const [id, kind] = await Promise.all([question.getAttribute('data-question'), question.getAttribute('data-kind')]);
  return { id: id!, kind: kind as Kind };
}

export async function go_on(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
}

const control = (page: Page, id: string) => page.locator(`[id="answer-${id}"]`);

export async function say_unknown(page: Page, { kind }: Asked): Promise<void> {
  if (kind === 'checklist') await page.getByRole('button', { name: /^I don’t know|^Not sure about/ }).click();
  else await page.locator(`[id$="-unknown"]:is([type=radio], [type=checkbox])`).check();
}

// A middle-aged runner with pain at the inner joint line, and with "no" to everything else.
export async function say_something(page: Page, { id, kind }: Asked): Promise<void> {
  switch (kind) {
    case 'form':
      await control(page, 'age').fill('41');
      for (const id of ['sex-female', 'painful_knee-left']) {
        if (await control(page, id).count()) await control(page, id).check();
      }
      return;
    case 'single_choice':
      await page.locator(`form input[type=radio][name="${id}"]`).nth(-2).check(); // the last before "I don't know"
      return;
    case 'zones':
      await page.locator('path.region[data-finding=loc_medial_joint_line]:visible').first().click();
      await expect(control(page, `${id}-loc_medial_joint_line`)).toBeChecked();
      return;
    case 'checklist':
      await page.getByRole('button', { name: /^No to all/ }).click();
      return;
    case 'number':
      await page.locator('form input[type=number]').fill('4');
      return;
    case 'yes_no':
      await control(page, `${id}-no`).check();
  }
}

export async function walk(page: Page, answer: (page: Page, question: Asked) => Promise<void>): Promise<Asked[]> {
  const met: Asked[] = [];
  for (let question = await asked(page); question; question = await asked(page, question.id)) {
    met.push(question);
    expect(met.length, 'the interview must end').toBeLessThanOrEqual(most_questions);
    await answer(page, question);
    await go_on(page);
  }
  return met;
}

export function runner_in(page: Page): string {
  return new URL(page.url()).pathname.split('/')[2]!;
}
