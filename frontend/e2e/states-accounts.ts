import { signIn } from './sign-in.ts';
import { submitSignIn, createColleague, invite, oneTimeCode, signInAs } from './staff-accounts.ts';
import type { State, StateContext } from './states.ts';
import { heading } from './steps.ts';
import { type Texts, count, fill } from './texts.ts';

function inTheOffice(name: string, address: string, title: (texts: Texts) => string): State {
  return {
    name: `office: ${name}`,
    reach: async ({ page, texts, theatre }) => {
      await signIn(page, theatre, 'admin', address);
      await heading(page, title(texts)).waitFor();
      await page.getByText(texts.controls.table.loading).waitFor({ state: 'detached' });
    },
  };
}

async function askForApp({ page, texts, theatre, email }: StateContext): Promise<string> {
  const colleague = await createColleague(theatre, email);
  await signInAs(page, texts, colleague, '/account');
  await page.getByRole('button', { name: texts.account.totp.setUp }).click();
  await page.getByLabel(texts.account.password.yours, { exact: true }).waitFor();
  return colleague.password;
}

async function setUpApp(way: StateContext): Promise<string> {
  const { page, texts } = way;
  const password = await askForApp(way);
  await page.getByLabel(texts.account.password.yours, { exact: true }).fill(password);
  await page.getByRole('button', { name: texts.account.totp.goOn }).click();
  await page.getByRole('img', { name: texts.account.setUp.picture }).waitFor();
  return page.locator('app-set-up-app code').innerText();
}

/** The account pages, and the office pages for people, audit and site. */
export const ACCOUNT_STATES: readonly State[] = [
  {
    name: 'sign-in',
    reach: async ({ page, texts, faults }) => {
      faults.allow(/^401 GET \/api\/v1\/session$/);
      await page.goto('/account');
      await heading(page, texts.staff.signIn.title).waitFor();
    },
  },
  {
    name: 'sign-in, wrong password',
    reach: async ({ page, texts, theatre, faults }) => {
      faults.expect(/^401 POST \/api\/v1\/session$/);
      const { email } = await theatre.credentials('door');
      await page.goto('/sign-in');
      await submitSignIn(page, texts, { email, password: 'not this one' });
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'sign-in, forgotten password',
    reach: async ({ page, texts }) => {
      await page.goto('/sign-in?forgotten=true');
      await heading(page, texts.staff.signIn.reset.title).waitFor();
    },
  },
  {
    name: 'account',
    reach: async ({ page, texts, theatre }) => {
      await signIn(page, theatre, 'door', '/account');
      await page.getByText(texts.account.sessions.current, { exact: true }).waitFor();
    },
  },
  {
    name: 'account, with errors',
    reach: async ({ page, texts, theatre }) => {
      await signIn(page, theatre, 'door', '/account');
      await page.getByRole('button', { name: texts.account.password.send }).click();
      await page.getByText(texts.account.password.currentMissing).waitFor();
    },
  },
  {
    name: 'account, password required',
    reach: async (way) => {
      await askForApp(way);
    },
  },
  {
    name: 'account, setting up an app',
    reach: async (way) => {
      await setUpApp(way);
    },
  },
  {
    name: 'account, recovery codes',
    reach: async (way) => {
      const { page, texts } = way;
      const code = oneTimeCode(await setUpApp(way));
      await page.getByRole('textbox', { name: texts.account.setUp.code }).fill(code);
      await page.getByRole('button', { name: texts.account.setUp.activate }).click();
      await page.getByRole('heading', { name: texts.account.codes.title }).waitFor();
    },
  },
  {
    name: 'account, signing out everywhere',
    reach: async ({ page, texts, theatre }) => {
      await signIn(page, theatre, 'door', '/account');
      await page.getByRole('button', { name: texts.account.sessions.endAll }).click();
      await page.getByRole('dialog', { name: texts.account.sessions.endAllTitle }).waitFor();
    },
  },
  {
    name: 'invitation',
    reach: async ({ page, texts, theatre, email }) => {
      const { link } = await invite(theatre, email);
      await page.goto(link);
      await heading(page, texts.account.link.invitationTitle).waitFor();
      await page.getByLabel(texts.account.newPassword.label, { exact: true }).fill('sipario');
    },
  },
  {
    name: 'invitation, accepted',
    reach: async ({ page, texts, theatre, email }) => {
      const { link } = await invite(theatre, email);
      await page.goto(link);
      const box = page.getByLabel(texts.account.newPassword.label, { exact: true });
      await box.fill('sipario rosso');
      await page.getByRole('button', { name: texts.account.link.send }).click();
      await heading(page, texts.account.link.doneTitle).waitFor();
    },
  },
  {
    name: 'invitation, no link',
    reach: async ({ page, texts }) => {
      await page.goto('/staff-link');
      await heading(page, texts.account.link.unknownTitle).waitFor();
    },
  },
  inTheOffice('people', '/office/staff', (texts) => texts.people.title),
  inTheOffice('inviting', '/office/staff/new', (texts) => texts.people.invite.title),
  {
    name: 'office: a colleague, to be deactivated',
    reach: async ({ page, texts, theatre, email }) => {
      const { id } = await invite(theatre, email);
      await signIn(page, theatre, 'admin', `/office/staff/${id}`);
      const { title, yes } = texts.people.deactivate;
      await page.getByRole('button', { name: yes }).click();
      const question = fill(title, { name: 'Sandro Quaglia' });
      await page.getByRole('dialog', { name: question }).waitFor();
    },
  },
  inTheOffice('privacy', '/office/privacy', (texts) => texts.privacy.title),
  {
    name: 'office: a guest, about to be erased',
    reach: async ({ page, texts, theatre, email }) => {
      await theatre.reserve(await theatre.schedule(), { email, seats: 3 });
      await signIn(page, theatre, 'admin', '/office/privacy');
      await page.getByRole('textbox', { name: texts.privacy.email }).fill(email);
      await page.getByRole('button', { name: texts.privacy.search }).click();
      await page.getByText(count(texts.privacy.found, 1)).waitFor();
      await page.getByRole('button', { name: texts.privacy.erase.open }).click();
      const question = fill(texts.privacy.erase.question, { email });
      await page.getByRole('dialog', { name: question }).waitFor();
    },
  },
  inTheOffice('audit', '/office/audit', (texts) => texts.audit.title),
  {
    name: 'office: audit, details',
    reach: async ({ page, texts, theatre, email }) => {
      const { id } = await invite(theatre, email);
      const address = `/office/audit?subject=staff&subject_id=${id}`;
      await signIn(page, theatre, 'admin', address);
      await page.getByText(texts.audit.details).first().click();
      await page.getByText(email).waitFor();
    },
  },
  inTheOffice('site', '/office/site', (texts) => texts.officeSite.settings.title),
  inTheOffice('pages', '/office/pages', (texts) => texts.officeSite.pages.title),
  inTheOffice('a new page', '/office/pages/new', (texts) => texts.officeSite.page.newTitle),
  {
    name: 'office: a page',
    reach: async ({ page, texts, theatre }) => {
      await signIn(page, theatre, 'admin', '/office/pages/chi-siamo');
      const preview = page.getByRole('region', { name: texts.controls.markdown.preview });
      await preview.locator('.prose').waitFor();
    },
  },
  {
    name: 'office: a page that somebody else has changed',
    reach: async ({ page, texts, theatre, email, faults }) => {
      faults.expect(/^412 PUT /);
      const slug = `storia-${email.split('@')[0] ?? ''}`;
      const { page: words, save } = texts.officeSite;
      await signIn(page, theatre, 'admin', '/office/pages/new');
      await page.getByRole('textbox', { name: words.title }).fill('La nostra storia');
      await page.getByRole('textbox', { name: words.slug }).fill(slug);
      await page.getByRole('button', { name: words.add }).click();
      await page.waitForURL(`**/office/pages/${slug}`);
      // The delete button appears after the page was loaded from the server.
      await page.getByRole('button', { name: words.delete, exact: true }).waitFor();
      await theatre.sql(
        `UPDATE pages SET body = 'Eravamo in tre.', version = version + 1 WHERE slug = '${slug}'`,
      );
      await page.getByRole('textbox', { name: words.body }).fill('Eravamo in quattro.');
      await page.getByRole('button', { name: save, exact: true }).click();
      await page.getByRole('button', { name: texts.controls.conflict.keepMine }).waitFor();
    },
  },
];
