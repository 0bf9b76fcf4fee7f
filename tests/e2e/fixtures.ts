// A server for each worker, and a page that may neither log an error nor ask another host for anything.
import { expect, test as base, type Page } from '@playwright/test';
import { GenuServer } from './server';

interface Watch {
  problems: string[];
  server_may_be_away: boolean;
}

export const test = base.extend<{ watch: Watch }, { genu: GenuServer }>({
  genu: [
    async ({}, use) => {
      const server = await GenuServer.start();
      await use(server);
      await server.remove();
    },
    { scope: 'worker' },
  ],

  baseURL: async ({ genu }, use) => use(genu.address),

  watch: [
    async ({ page }, use) => {
      const watch: Watch = { problems: [], server_may_be_away: false };
      page.on('console', (message) => {
        const expected = watch.server_may_be_away && message.text().includes('net::ERR_');
        if (message.type() === 'error' && !expected) watch.problems.push(`console: ${message.text()}`);
      });
      page.on('pageerror', (error) => watch.problems.push(`page: ${error.message}`));
      page.on('request', (request) => {
        const { protocol, hostname } = new URL(request.url());
        if (protocol !== 'blob:' && hostname !== '127.0.0.1') watch.problems.push(`foreign: ${request.url()}`);
      });
      await use(watch);
      expect(watch.problems).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

export async function expect_no_sideways_scroll(page: Page): Promise<void> {
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(excess, `sideways scroll on ${page.url()}`).toBeLessThanOrEqual(0);
}
