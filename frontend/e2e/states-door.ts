import { signIn } from './sign-in.ts';
import type { State, StateContext } from './states.ts';
import { heading } from './steps.ts';
import { goToTheDoor, lookUp, scan, ticketOf, verdict } from './steps-door.ts';
import { count } from './texts.ts';
import type { Confirmed, Role } from './theatre.ts';

/** Opens the door of a performance with a party of three. */
async function atTheDoor(way: StateContext, role: Role = 'box_office'): Promise<Confirmed> {
  const { page, theatre, email } = way;
  const { performance, audience } = await theatre.openDoor((performance) =>
    theatre.reserve(performance, { email, seats: 3 }),
  );
  await goToTheDoor(page, theatre, performance, role);
  return audience;
}

/** A state that shows the full-screen answer to a scan. */
function answered(
  name: string,
  kind: Parameters<typeof verdict>[2],
  problem: RegExp | undefined,
  prepare: (way: StateContext) => Promise<string>,
): State {
  return {
    name: `door, ${name}`,
    reach: async (way) => {
      if (problem) way.faults.expect(problem);
      await scan(way.page, await prepare(way));
      await verdict(way.page, way.texts, kind).waitFor();
    },
  };
}

/** The door in every state that looks different. */
export const DOOR_STATES: readonly State[] = [
  {
    name: 'door, tonight',
    reach: async ({ page, theatre, email }) => {
      await theatre.openDoor((performance) => theatre.reserve(performance, { email, seats: 3 }));
      await signIn(page, theatre, 'door');
      await page.getByRole('link', { name: 'La locandiera' }).first().waitFor();
    },
  },
  {
    name: 'door, nothing tonight',
    reach: async ({ page, texts, theatre }) => {
      const json = { items: [], next_cursor: null };
      await page.route('/api/v1/door/performances', (route) => route.fulfill({ json }));
      await signIn(page, theatre, 'door');
      await page.getByRole('heading', { name: texts.door.tonight.none }).waitFor();
    },
  },
  {
    name: 'door, unknown performance',
    reach: async ({ page, texts, theatre, faults }) => {
      faults.expect(/^404 GET /);
      const nowhere = '/door/01900000-0000-7000-8000-000000000000';
      await signIn(page, theatre, 'box_office', nowhere);
      await heading(page, texts.door.page.unknown).waitFor();
    },
  },
  {
    name: 'door of a performance',
    reach: async (way) => {
      await atTheDoor(way);
      const { page, texts } = way;
      await page.getByRole('button', { name: texts.door.search.whole }).click();
      await page.getByText(count(texts.door.search.found, 1)).waitFor();
    },
  },
  {
    name: 'door, a party',
    reach: async (way) => {
      const { page, texts } = way;
      await scan(page, ticketOf(await atTheDoor(way)));
      await verdict(page, texts, 'let-in').waitFor();
      await page.getByRole('button', { name: texts.door.verdict.onlySome }).click();
      await page
        .getByRole('button', { name: count(texts.door.verdict.correct, 2), exact: true })
        .click();
      await page.getByText(count(texts.door.verdict.remaining, 1)).waitFor();
      await page.getByRole('button', { name: texts.door.verdict.next, exact: true }).click();
      await lookUp(page, texts, 'Anna Bianchi');
    },
  },
  {
    name: 'door, walk-in',
    reach: async (way) => {
      await atTheDoor(way);
      await way.page.getByRole('button', { name: way.texts.door.walkIn.open }).click();
      await way.page.getByRole('dialog', { name: way.texts.door.walkIn.title }).waitFor();
    },
  },
  {
    name: 'door, fewer people chosen for the next scan',
    reach: async (way) => {
      await atTheDoor(way);
      await way.page.getByRole('button', { name: way.texts.door.some.all }).click();
      await way.page.getByRole('dialog', { name: way.texts.door.some.title }).waitFor();
    },
  },
  {
    name: 'door, admitted',
    reach: async (way) => {
      const { page, texts, theatre, email } = way;
      const confirmed = await atTheDoor(way);
      await theatre.sql(`
        UPDATE reservations SET access_needs = '{wheelchair_place,hearing_loop}',
            notes = 'We come by taxi.' WHERE email = '${email}'`);
      await scan(page, ticketOf(confirmed));
      await verdict(page, texts, 'let-in').waitFor();
    },
  },
  {
    name: 'door, part of a party admitted',
    reach: async (way) => {
      const { page, texts } = way;
      await scan(page, ticketOf(await atTheDoor(way)));
      await page.getByRole('button', { name: texts.door.verdict.onlySome }).click();
      await page.getByText(texts.door.verdict.howMany).waitFor();
    },
  },
  answered('already in', 'already-admitted', /^409 POST /, async (way) => {
    const { page, texts } = way;
    const confirmed = await atTheDoor(way);
    const sheet = await lookUp(page, texts, 'Anna Bianchi');
    await sheet.getByRole('button', { name: count(texts.door.party.letIn, 3) }).click();
    await verdict(page, texts, 'let-in').waitFor();
    return ticketOf(confirmed);
  }),
  answered('another performance', 'wrong-performance', /^409 POST /, async (way) => {
    const { theatre, email } = way;
    await atTheDoor(way);
    const { audience } = await theatre.openDoor((performance) =>
      theatre.reserve(performance, { email: `other-${email}` }),
    );
    return ticketOf(audience);
  }),
  answered('not confirmed', 'not-confirmed', /^409 POST /, async (way) => {
    const confirmed = await atTheDoor(way);
    await way.theatre.sql(`
      UPDATE reservations SET status = 'pending', confirmed_at = NULL
      WHERE email = '${way.email}'`);
    return ticketOf(confirmed);
  }),
  answered('an unknown ticket', 'unknown-ticket', /^404 POST /, async (way) => {
    await atTheDoor(way);
    return 'A'.repeat(43);
  }),
  answered('no answer', 'unanswered', /ERR_FAILED POST|ERR_CONNECTION/, async (way) => {
    const confirmed = await atTheDoor(way);
    await way.page.route('/api/v1/check-ins', (route) => route.abort());
    return ticketOf(confirmed);
  }),
];
