import { test } from '@playwright/test';

import { readCode } from './steps.ts';
import { type Texts, count } from './texts.ts';
import { type Theatre, eventually } from './theatre.ts';
import type { Walker } from './walker.ts';

const GUEST = 'Anna Bianchi';
const SHOW = /La locandiera/;
const SEATS = 3;

/** A guest books and confirms. Staff sign in, let the party in, and sign out. */
export async function walk(
  walker: Walker,
  { theatre, texts, email }: { theatre: Theatre; texts: Texts; email: string },
): Promise<void> {
  const { performance } = await theatre.openDoor(async (performance) => {
    await test.step('a guest finds the booking form', async () => {
      await walker.open(theatre.url);
      await walker.click('link', SHOW);
      await walker.see(texts.site.show.dates);
      await walker.open(`${theatre.url}/performances/${performance}`);
      await walker.see(texts.booking.heading);
    });

    await test.step('books', async () => {
      await walker.click('button', texts.booking.seats.more);
      await walker.fill(texts.booking.name.label, GUEST);
      await walker.fill(texts.booking.email.label, email);
      await walker.click('checkbox', new RegExp(texts.booking.privacy.link));
      await walker.click('button', count(texts.booking.send, SEATS));
      await walker.see(texts.booking.held.titlePending);
    });

    await test.step('confirms with the link in the mail', async () => {
      await walker.open(await theatre.linkTo(email));
      await walker.click('button', count(texts.reservation.pending.button, SEATS));
      await walker.see(texts.reservation.confirmed.heading);
    });

    await test.step('gets a QR code that a scanner can read', async () => {
      const code = await eventually('a readable code', async () =>
        readCode(await walker.screenshot()).catch(() => undefined),
      );
      test.expect(code).toMatch(new RegExp(`^${theatre.url}/t#[\\w-]+$`));
    });
  });

  await test.step('staff sign in', async () => {
    const { email: address, password } = await theatre.credentials('box_office');
    await walker.open(`${theatre.url}/sign-in?to=/door/${performance}`);
    await walker.fill(texts.staff.signIn.email, address);
    await walker.fill(texts.staff.signIn.password, password);
    await walker.click('button', texts.staff.signIn.send);
    await walker.see(SHOW);
  });

  await test.step('let the party in by its code', async () => {
    const code = await theatre.sql(`SELECT code FROM reservations WHERE email = '${email}'`);
    await walker.fill(texts.door.search.label, code);
    await walker.click('button', new RegExp(GUEST));
    await walker.click('button', count(texts.door.party.letIn, SEATS));
    await walker.see(texts.door.verdict.letIn.other);
    await walker.click('button', texts.door.verdict.next);
  });

  await test.step('sign out', async () => {
    await walker.click('button', new RegExp(`${texts.staff.roles.box_office}$`));
    await walker.click('menuitem', texts.staff.nav.signOut);
    await walker.see(texts.staff.signIn.title);
  });
}
