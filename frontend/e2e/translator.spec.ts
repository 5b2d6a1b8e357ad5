import type { Page } from '@playwright/test';

import { fillIn, heading } from './steps.ts';
import { count } from './texts.ts';
import { expect, test } from './fixtures.ts';

/**
 * Changes the page like Chrome's translator: it replaces each text by its translation in two
 * `<font>` elements. Here the translation is the same text in brackets. `once` translates only the
 * present texts; `always` also translates later changes.
 */
async function translate(page: Page, how: 'once' | 'always'): Promise<void> {
  await page.evaluate((how) => {
    const wrap = (text: Text) => {
      const isSaid = text.data.trim() !== '' && !text.parentElement?.closest('font, script, style');
      if (!isSaid) return;
      const font = document.createElement('font');
      const inner = font.appendChild(document.createElement('font'));
      inner.append(`[${text.data}]`);
      text.replaceWith(font);
    };
    const wrapAll = () => {
      const texts: Text[] = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) texts.push(walker.currentNode as Text);
      texts.forEach(wrap);
    };
    document.documentElement.classList.add('translated-ltr');
    wrapAll();
    const wants = { childList: true, characterData: true, subtree: true };
    if (how === 'always') new MutationObserver(wrapAll).observe(document.body, wants);
  }, how);
}

for (const how of ['once', 'always'] as const) {
  test(`a page that is translated ${how} shows the number of booked seats`, async ({
    page,
    texts,
    theatre,
    email,
  }) => {
    await page.goto(`/performances/${await theatre.schedule({ seats: 4 })}`);
    await expect(heading(page, texts.booking.heading)).toBeVisible();
    await fillIn(page, texts, { email, seats: 2 });
    await translate(page, how);

    for (const seats of [3, 4, 1]) {
      await setSeatsOf(page, seats);
      await expect(page.locator('button[type=submit]')).toHaveText(
        translated(count(texts.booking.send, seats)),
      );
      const stub = page.locator('app-ticket-stub');
      await expect(stub.locator('.number')).toHaveText(translated(String(seats)));
      await expect(stub.locator('.unit')).toHaveText(
        translated(count(texts.booking.stub.seats, seats)),
      );
    }
    await page.locator('button[type=submit]').click();
    await expect(page.locator('h1')).toHaveText(translated(texts.booking.held.titlePending));
  });

  test(`a page that is translated ${how} shows that the seats are confirmed and changed`, async ({
    page,
    texts,
    theatre,
    email,
  }) => {
    await theatre.book(await theatre.schedule({ seats: 4 }), { email });
    await page.goto(await theatre.linkTo(email));
    await expect(heading(page, texts.reservation.pending.heading)).toBeVisible();
    await translate(page, how);

    await page.locator('button.confirm').click();
    await expect(page.locator('h1')).toHaveText(translated(texts.reservation.confirmed.heading));
    await expect(page.locator('.said .overline')).toHaveText(
      translated(texts.reservation.confirmed.overline),
    );
    await expect(page.locator('.said .lead')).toHaveText(
      translated(count(texts.reservation.confirmed.lead, 2)),
    );
    await expect(page.getByText(texts.reservation.pending.overline)).toHaveCount(0);

    await page.locator('app-change-seats > button').click();
    await page.locator('app-change-seats app-seat-stepper button').last().click();
    const save = page.locator('app-change-seats button[type=submit]');
    await expect(save).toHaveText(translated(count(texts.reservation.seats.save, 3)));
    await save.click();
    await expect(page.locator('app-notice-bar .mat-mdc-snack-bar-label')).toHaveText(
      translated(count(texts.reservation.seats.done, 3)),
    );
    await expect(page.locator('app-party-on-paper')).toContainText(
      count(texts.reservation.paper.people, 3),
    );

    await page.locator('app-cancel-reservation > button').click();
    await page.locator('button.grave').click();
    await expect(page.locator('h1')).toHaveText(translated(texts.reservation.cancelled.heading));
  });
}

/** Matches a text with or without its translation. */
function translated(text: string): RegExp {
  const escaped = text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^\\s*(\\[\\s*${escaped}\\s*\\]|${escaped})\\s*$`);
}

/** Taps the stepper. Its labels are not visible, so they are not translated. */
async function setSeatsOf(page: Page, seats: number): Promise<void> {
  const box = page.getByRole('spinbutton');
  const [fewer, more] = [
    page.locator('app-seat-stepper button').first(),
    page.locator('app-seat-stepper button').last(),
  ];
  for (let now = Number(await box.inputValue()); now !== seats; now += now < seats ? 1 : -1) {
    await (now < seats ? more : fewer).click();
  }
}
