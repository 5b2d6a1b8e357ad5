import { signIn } from './sign-in.ts';
import {
  bookButton,
  guestField,
  rejectLatestMessage,
  dialog,
  openNew,
  openReservation,
} from './box-office.ts';
import type { State, StateContext } from './states.ts';
import { heading } from './steps.ts';
import { fill } from './texts.ts';

/** Opens a confirmed reservation as box office staff. */
async function openConfirmed(way: StateContext): Promise<string> {
  const { theatre, email } = way;
  const { id } = await theatre.reserve(await theatre.schedule(), { email });
  await openReservation(way, id);
  return id;
}

function doing(
  name: string,
  which: (texts: StateContext['texts']['reservations']['acts']) => string,
): State {
  return {
    name: `office, a reservation, ${name}`,
    reach: async (way) => {
      await openConfirmed(way);
      const button = which(way.texts.reservations.acts);
      await way.page.getByRole('button', { name: button, exact: true }).first().click();
      await dialog(way.page).waitFor();
    },
  };
}

/** The office pages for reservations and check-ins, in every state that looks different. */
export const RESERVATIONS_STATES: readonly State[] = [
  {
    name: 'office, reservations',
    reach: async ({ page, theatre }) => {
      await signIn(page, theatre, 'box_office', '/office/reservations');
      await page.getByRole('table').waitFor();
    },
  },
  {
    name: 'office, reservations, none found',
    reach: async ({ page, texts, theatre, email }) => {
      const nobody = `/office/reservations?search=nobody-${email}`;
      await signIn(page, theatre, 'box_office', nobody);
      await page.getByText(texts.controls.table.none).waitFor();
    },
  },
  {
    name: 'office, reservations of a performance',
    reach: async ({ page, texts, theatre, email }) => {
      const performance = await theatre.schedule();
      await theatre.book(performance, { email });
      const to = `/office/reservations?performance=${performance}`;
      await signIn(page, theatre, 'box_office', to);
      await page.getByRole('table').waitFor();
      await page.getByRole('button', { name: texts.reservations.takeAlong.title }).waitFor();
    },
  },
  {
    name: 'office, a reservation',
    reach: async (way) => {
      await openConfirmed(way);
    },
  },
  {
    name: 'office, a reservation with refused mail',
    reach: async (way) => {
      const { page, texts, theatre, email } = way;
      const { id } = await theatre.reserve(await theatre.schedule(), { email });
      await rejectLatestMessage(theatre, id);
      await openReservation(way, id);
      await page.getByText(fill(texts.reservations.undelivered, { email })).waitFor();
      await page.getByText(texts.reservations.mails.technical).click();
    },
  },
  doing('changing seats', ({ seats }) => seats.open),
  doing('correcting', ({ correct }) => correct.open),
  doing('transferring', ({ transfer }) => transfer.open),
  doing('cancelling', ({ cancel }) => cancel.open),
  doing('sending again', ({ resend }) => resend.open),
  {
    name: 'office, unknown reservation',
    reach: async ({ page, texts, theatre, faults }) => {
      faults.expect(/^404 GET /);
      const to = '/office/reservations/019a0000-0000-7000-8000-000000000000';
      await signIn(page, theatre, 'box_office', to);
      await page.getByText(texts.reservations.unknown).waitFor();
    },
  },
  {
    name: 'office, a new reservation',
    reach: async (way) => openNew(way, await way.theatre.schedule()),
  },
  {
    name: 'office, a new reservation, with errors',
    reach: async (way) => {
      const { page, texts, theatre } = way;
      await signIn(page, theatre, 'box_office', '/office/reservations/new');
      await heading(page, texts.reservations.create.title).waitFor();
      await guestField(way, 'email').fill('anna@gmial.com');
      await bookButton(way).click();
      await page.getByText(texts.reservations.create.chooseFirst).waitFor();
      await page.getByText(texts.reservations.wrong.name).waitFor();
    },
  },
  {
    name: 'office, a new reservation, booked',
    reach: async (way) => {
      await openNew(way, await way.theatre.schedule());
      await guestField(way, 'name').fill('Anna Bianchi');
      await bookButton(way).click();
      await heading(way.page, beginningOf(way)).waitFor();
    },
  },
  {
    name: 'office, check-ins',
    reach: async ({ page, texts, theatre }) => {
      await signIn(page, theatre, 'box_office', '/office/check-ins');
      await heading(page, texts.checkIns.title).waitFor();
    },
  },
];

/** The heading has a label before the code, for screen readers. */
function beginningOf({ texts }: StateContext): RegExp {
  return new RegExp(`^${texts.reservations.code}`);
}
