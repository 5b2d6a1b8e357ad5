import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { type Locator, type Page, expect } from '@playwright/test';

import { type Language, type Texts, count, ownName } from './texts.ts';

/** Chooses a language in the header. */
export async function speak(page: Page, texts: Texts, language: Language): Promise<void> {
  const header = page.getByRole('banner');
  // The app closes a menu that was opened in the server's page.
  await page.locator('.server-page').waitFor({ state: 'detached' });
  await header.locator('summary', { hasText: texts.site.look.language }).click();
  await header.getByRole('link', { name: ownName(language), exact: true }).click();
}

/** The input for the booking form. */
export interface BookingInput {
  readonly name?: string;
  readonly email: string;
  readonly seats?: number;
}

export function bookButton(page: Page, texts: Texts, seats: number): Locator {
  return page.getByRole('button', { name: count(texts.booking.send, seats), exact: true });
}

/** Fills in the booking form without sending it. */
export async function fillIn(page: Page, texts: Texts, input: BookingInput): Promise<void> {
  const { name = 'Anna Bianchi', email, seats = 2 } = input;
  await setSeats(page, texts, seats);
  await page.getByRole('textbox', { name: texts.booking.name.label }).fill(name);
  await page.getByRole('textbox', { name: texts.booking.email.label }).fill(email);
  await page.getByRole('checkbox', { name: texts.booking.privacy.link }).check();
}

/** Taps the stepper until it shows this number. */
export async function setSeats(page: Page, texts: Texts, seats: number): Promise<void> {
  const box = page.getByRole('spinbutton', { name: texts.booking.seats.label });
  const { fewer, more } = texts.booking.seats;
  for (let now = Number(await box.inputValue()); now !== seats; now += now < seats ? 1 : -1) {
    await page.getByRole('button', { name: now < seats ? more : fewer }).click();
  }
  await expect(box).toHaveValue(String(seats));
}

/** Books, and waits for the page that asks to check the inbox. */
export async function book(page: Page, texts: Texts, input: BookingInput): Promise<void> {
  await fillIn(page, texts, input);
  await bookButton(page, texts, input.seats ?? 2).click();
  await expect(heading(page, texts.booking.held.titlePending)).toBeVisible();
}

export function heading(page: Page, name: string | RegExp): Locator {
  return page.getByRole('heading', { level: 1, name });
}

/** Reads the QR code of an element on the screen. */
export async function scanned(shown: Locator): Promise<string> {
  await expect(shown).toBeVisible();
  return readCode(await shown.screenshot({ animations: 'disabled' }));
}

/** Reads the QR code in a picture. */
export async function readCode(picture: Buffer): Promise<string> {
  const scan = promisify(execFile)('zbarimg', ['--quiet', '--raw', '-'], { encoding: 'utf8' });
  scan.child.stdin?.end(picture);
  return (await scan).stdout.trim();
}

/** Waits until the page was painted for the first time. Chromium drops keys before that. */
export async function firstPaint(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const seen = (list: PerformanceObserverEntryList) => {
          if (list.getEntriesByName('first-contentful-paint').length > 0) resolve();
        };
        new PerformanceObserver(seen).observe({ type: 'paint', buffered: true });
      }),
  );
}

/** Chooses an option of a select box that Angular Material draws. */
export async function choose(page: Page, label: string | RegExp, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).click();
  const chosen = page.getByRole('option', { name: option, exact: true });
  await chosen.click();
  await expect(chosen).toBeHidden();
}

/** Types a day and a time, such as `2027-03-28T20:30`, into the two inputs of a field. */
export async function fillTime(
  page: Page | Locator,
  texts: Texts,
  label: string,
  local: string,
): Promise<void> {
  const [day = '', time = ''] = local.split('T');
  const field = page.getByRole('group', { name: label, exact: true });
  await field.getByRole('textbox', { name: label }).fill(asTyped(day));
  const timeBox = field.getByRole('combobox', { name: texts.staff.dates.time });
  await timeBox.fill(time);
  await timeBox.blur();
}

/** A day such as `2027-03-28` as people write it in each language. */
export function asTyped(day: string): string {
  return day.split('-').reverse().join('/');
}
