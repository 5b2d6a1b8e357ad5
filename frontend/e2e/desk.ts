import type { Locator, Page } from '@playwright/test';

import { signIn } from './backstage.ts';
import { heading } from './steps.ts';
import { type Texts, count } from './texts.ts';
import { type Theatre, eventually } from './theatre.ts';

/** Where somebody of the box office works. */
export interface Desk {
  readonly page: Page;
  readonly texts: Texts;
  readonly theatre: Theatre;
}

/** Signs the box office in and waits for a reservation. */
export async function openReservation(
  { page, theatre }: Desk,
  id: string,
  name: string | RegExp = /./,
): Promise<void> {
  await signIn(page, theatre, 'box_office', `/office/reservations/${id}`);
  await heading(page, name).waitFor();
}

/** Signs the box office in and waits for the form of a call. */
export async function openNew(desk: Desk, performance: string): Promise<void> {
  const { page, theatre } = desk;
  const to = `/office/reservations/new?performance=${performance}`;
  await signIn(page, theatre, 'box_office', to);
  await page.getByRole('radio', { checked: true }).waitFor();
}

/** The box for what the guest is called, or reached by. */
export function box({ page, texts }: Desk, which: 'name' | 'email' | 'phone'): Locator {
  const label = texts.reservations.guest[which];
  return page.getByRole('textbox', { name: new RegExp(`^${label}`) });
}

/** The button that books. */
export function bookButton({ page, texts }: Desk, seats = 2): Locator {
  return page.getByRole('button', { name: count(texts.reservations.create.send, seats) });
}

/** The dialog that asks before something is done. */
export function dialog(page: Page): Locator {
  return page.getByRole('dialog');
}

/** Lets the mailbox of the latest letter about a reservation be one that does not exist. */
export async function bounce(theatre: Theatre, reservation: string): Promise<void> {
  const latest = `(SELECT id FROM outbox WHERE reservation_id = '${reservation}'
    ORDER BY created_at DESC, id DESC LIMIT 1)`;
  await eventually('the letter is settled', async () => {
    const state = await theatre.sql(`SELECT state FROM outbox WHERE id = ${latest}`);
    return state === 'waiting' ? undefined : state;
  });
  await theatre.sql(`
    UPDATE outbox SET state = 'refused', failed_attempts = 1,
        problem = 'the mail server refused the letter (550 5.1.1)'
    WHERE id = ${latest}`);
}
