import { type Locator, type Page, expect } from '@playwright/test';

import { signIn } from './sign-in.ts';
import { heading } from './steps.ts';
import { type Texts, count } from './texts.ts';
import { type Theatre, eventually } from './theatre.ts';

/** A page of a member of the box office. */
export interface BoxOffice {
  readonly page: Page;
  readonly texts: Texts;
  readonly theatre: Theatre;
}

/** Signs in as box office staff and opens a reservation. */
export async function openReservation(
  { page, theatre }: BoxOffice,
  id: string,
  name: string | RegExp = /./,
): Promise<void> {
  await signIn(page, theatre, 'box_office', `/office/reservations/${id}`);
  await heading(page, name).waitFor();
}

/** Signs in as box office staff and opens the form for a new reservation. */
export async function openNew(boxOffice: BoxOffice, performance: string): Promise<void> {
  const { page, texts, theatre } = boxOffice;
  const to = `/office/reservations/new?performance=${performance}`;
  await signIn(page, theatre, 'box_office', to);
  const which = page.getByRole('combobox', { name: texts.reservations.create.which });
  await expect(which).toHaveValue(/La locandiera$/);
}

/** The text field for the guest's name, e-mail address or phone number. */
export function guestField({ page, texts }: BoxOffice, which: 'name' | 'email' | 'phone'): Locator {
  const label = texts.reservations.guest[which];
  return page.getByRole('textbox', { name: new RegExp(`^${label}`) });
}

export function bookButton({ page, texts }: BoxOffice, seats = 2): Locator {
  return page.getByRole('button', { name: count(texts.reservations.create.send, seats) });
}

/** Opens the menu of a guest's row in the list of reservations. */
export async function openActions({ page, texts }: BoxOffice, guest: string): Promise<void> {
  const name = `${texts.reservations.columns.actions}: ${guest}`;
  await page.getByRole('button', { name }).click();
}

export function dialog(page: Page): Locator {
  return page.getByRole('dialog');
}

/** Marks the latest message about a reservation as refused, because the mailbox does not exist. */
export async function rejectLatestMessage(theatre: Theatre, reservation: string): Promise<void> {
  const latest = `(SELECT id FROM outbox WHERE reservation_id = '${reservation}'
    ORDER BY created_at DESC, id DESC LIMIT 1)`;
  await eventually('the message is settled', async () => {
    const state = await theatre.sql(`SELECT state FROM outbox WHERE id = ${latest}`);
    return state === 'waiting' ? undefined : state;
  });
  await theatre.sql(`
    UPDATE outbox SET state = 'refused', failed_attempts = 1,
        problem = 'the mail server refused the letter (550 5.1.1)'
    WHERE id = ${latest}`);
}
