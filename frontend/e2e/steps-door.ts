import { createHmac } from 'node:crypto';

import { type Locator, type Page, expect } from '@playwright/test';

import { signIn } from './sign-in.ts';
import { firstPaint } from './steps.ts';
import { type Texts, fill } from './texts.ts';
import type { Confirmed, Role, Theatre } from './theatre.ts';

/** The ticket in a reservation's QR code, without the address. */
export function ticketOf({ secret }: Confirmed): string {
  const key = Buffer.from(secret, 'base64url');
  return createHmac('sha256', key).update('azionelab/ticket/v1').digest('base64url');
}

/** Types a text like a hand-held scanner, faster than a person can. */
export async function scan(page: Page, text: string): Promise<void> {
  await firstPaint(page);
  const devtools = await page.context().newCDPSession(page);
  const keyDown = (key: string, typed: string) =>
    devtools.send('Input.dispatchKeyEvent', { type: 'keyDown', key, text: typed });
  await Promise.all([...[...text].map((key) => keyDown(key, key)), keyDown('Enter', '\r')]);
  await devtools.detach();
}

/** The full-screen answer of this kind. */
export function verdict(
  page: Page,
  texts: Texts,
  kind: 'let-in' | keyof Texts['door']['verdict']['words'],
): Locator {
  const { letIn, ticketFor, words } = texts.door.verdict;
  let titles = [words[kind === 'let-in' ? 'refused' : kind]];
  if (kind === 'let-in') titles = [letIn.one, letIn.other];
  // The text contains the day and the time.
  if (kind === 'wrong-performance') titles = [fill(ticketFor, { when: '.*\\d\\d:\\d\\d' })];
  return page.getByRole('dialog', { name: texts.door.title }).filter({
    has: page.getByRole('heading', { name: new RegExp(`^(${titles.join('|')})$`) }),
  });
}

/** Closes the answer, for the next guest. */
export async function next(page: Page, texts: Texts): Promise<void> {
  await page.getByRole('button', { name: texts.door.verdict.next, exact: true }).click();
  await expect(page.getByRole('dialog', { name: texts.door.title })).toBeHidden();
}

/** Signs in with this role and opens the door page of a performance. */
export async function goToTheDoor(
  page: Page,
  theatre: Theatre,
  performance: string,
  role: Role = 'door',
): Promise<void> {
  await signIn(page, theatre, role, `/door/${performance}`);
  await expect(page.getByRole('heading', { level: 1, name: 'La locandiera' })).toBeVisible();
}

/** Searches for a party and opens it. */
export async function lookUp(page: Page, texts: Texts, name: string): Promise<Locator> {
  await page.getByRole('searchbox', { name: texts.door.search.label }).fill(name);
  await page.getByRole('button', { name }).click();
  const sheet = page.getByRole('dialog', { name });
  await expect(sheet).toBeVisible();
  return sheet;
}
