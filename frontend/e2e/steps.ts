import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { type Locator, type Page, expect } from '@playwright/test';

import { type Texts, count } from './texts.ts';

/** What a visitor writes into the form. */
export interface Written {
  readonly name?: string;
  readonly email: string;
  readonly seats?: number;
}

/** The button that books. */
export function bookButton(page: Page, texts: Texts, seats: number): Locator {
  return page.getByRole('button', { name: count(texts.booking.send, seats), exact: true });
}

/** Fills the form in as somebody who comes with others, all but the last tap. */
export async function fillIn(page: Page, texts: Texts, written: Written): Promise<void> {
  const { name = 'Anna Bianchi', email, seats = 2 } = written;
  await setSeats(page, texts, seats);
  await page.getByRole('textbox', { name: texts.booking.name.label }).fill(name);
  await page.getByRole('textbox', { name: texts.booking.email.label }).fill(email);
  await page.getByRole('checkbox', { name: texts.booking.privacy.link }).check();
}

/** Taps the stepper until it says so many. */
export async function setSeats(page: Page, texts: Texts, seats: number): Promise<void> {
  const box = page.getByRole('spinbutton', { name: texts.booking.seats.label });
  const { fewer, more } = texts.booking.seats;
  for (let now = Number(await box.inputValue()); now !== seats; now += now < seats ? 1 : -1) {
    await page.getByRole('button', { name: now < seats ? more : fewer }).click();
  }
  await expect(box).toHaveValue(String(seats));
}

/** Books, until the page says to look into the inbox. */
export async function book(page: Page, texts: Texts, written: Written): Promise<void> {
  await fillIn(page, texts, written);
  await bookButton(page, texts, written.seats ?? 2).click();
  await expect(heading(page, texts.booking.held.titlePending)).toBeVisible();
}

/** The heading of the page. */
export function heading(page: Page, name: string | RegExp): Locator {
  return page.getByRole('heading', { level: 1, name });
}

/** What a scanner at the door reads from what is shown on a screen. */
export async function scanned(shown: Locator): Promise<string> {
  await expect(shown).toBeVisible();
  const picture = await shown.screenshot({ animations: 'disabled' });
  const scan = promisify(execFile)('zbarimg', ['--quiet', '--raw', '-'], { encoding: 'utf8' });
  scan.child.stdin?.end(picture);
  return (await scan).stdout.trim();
}
