import type { Locator, Page } from '@playwright/test';

import { signIn } from './sign-in.ts';
import {
  asStaff,
  submitSignIn,
  createColleague,
  invite,
  oneTimeCode,
  signInAs,
} from './staff-accounts.ts';
import { heading } from './steps.ts';
import { type Texts, fill } from './texts.ts';
import { expect, test } from './fixtures.ts';

function newPassword(page: Page, texts: Texts): Locator {
  return page.getByLabel(texts.account.newPassword.label, { exact: true });
}

test('a colleague is invited, chooses a password and signs in', async ({
  page,
  anotherVisitor,
  texts,
  theatre,
  email,
  faults,
}) => {
  faults.expect(/^422 POST \/api\/v1\/admin\/staff$/);
  await signIn(page, theatre, 'admin', '/office/staff');
  await page.getByRole('link', { name: texts.people.invite.open }).click();
  await page.getByRole('textbox', { name: texts.people.name, exact: true }).fill('Tea Fontana');
  await page.getByRole('textbox', { name: texts.people.email }).fill('tea at example');
  await page.getByRole('radio', { name: texts.staff.roles.box_office }).check();
  const send = page.getByRole('button', { name: texts.people.invite.send });
  await send.click();
  await expect(page.getByRole('textbox', { name: texts.people.email })).toHaveAttribute(
    'aria-invalid',
    'true',
  );
  await page.getByRole('textbox', { name: texts.people.email }).fill(email);
  await send.click();
  await expect(page.getByText(fill(texts.people.invite.done, { email }))).toBeVisible();
  const row = page.getByRole('row').filter({ hasText: email });
  await expect(row).toContainText(texts.people.status.invited);
  await expect(row).toContainText(texts.staff.roles.box_office);

  const device = await anotherVisitor();
  const theirs = await device.newPage();
  await theirs.goto(await theatre.linkTo(email, 1, 'staff-link'));
  await expect(heading(theirs, texts.account.link.invitationTitle)).toBeVisible();
  await newPassword(theirs, texts).fill('sipario');
  await theirs.getByRole('button', { name: texts.account.link.send }).click();
  await expect(newPassword(theirs, texts)).toBeFocused();
  await newPassword(theirs, texts).fill('sipario rosso');
  await expect(theirs.getByText(texts.account.newPassword.enough)).toBeVisible();
  await theirs.getByRole('button', { name: texts.staff.showPassword }).click();
  await expect(newPassword(theirs, texts)).toHaveAttribute('type', 'text');
  await theirs.getByRole('button', { name: texts.account.link.send }).click();
  await expect(heading(theirs, texts.account.link.doneTitle)).toBeFocused();
  expect(new URL(theirs.url()).hash).toBe('');

  await theirs.getByRole('link', { name: texts.staff.signIn.send }).click();
  await submitSignIn(theirs, texts, { email, password: 'sipario rosso' });
  await expect(theirs.getByRole('button', { name: 'Tea Fontana' })).toBeVisible();

  await page.reload();
  await expect(row).toContainText(texts.people.status.active);
});

test('a used link says so and offers another one', async ({
  page,
  texts,
  theatre,
  email,
  faults,
}) => {
  const { link } = await invite(theatre, email);
  await page.goto(link);
  await newPassword(page, texts).fill('sipario rosso');
  await page.getByRole('button', { name: texts.account.link.send }).click();
  await expect(heading(page, texts.account.link.doneTitle)).toBeVisible();

  faults.expect(/^404 GET \/api\/v1\/staff-link$/);
  await page.goto('about:blank');
  await page.goto(link);
  await expect(heading(page, texts.account.link.unknownTitle)).toBeVisible();
  await page.getByRole('link', { name: texts.account.link.newOne }).click();
  await page.getByRole('textbox', { name: texts.staff.signIn.email }).fill(email);
  await page.getByRole('button', { name: texts.staff.signIn.reset.send }).click();
  await expect(page.getByText(texts.staff.signIn.reset.sent)).toBeVisible();

  await page.goto(await theatre.linkTo(email, 2, 'staff-link'));
  await expect(heading(page, texts.account.link.resetTitle)).toBeVisible();
  await newPassword(page, texts).fill('lanterna accesa');
  await page.getByRole('button', { name: texts.account.link.send }).click();
  await page.getByRole('link', { name: texts.staff.signIn.send }).click();
  await submitSignIn(page, texts, { email, password: 'lanterna accesa' });
  await expect(page.getByRole('button', { name: 'Sandro Quaglia' })).toBeVisible();
});

test('sign-in asks for one-time or recovery codes after they are set up', async ({
  page,
  anotherVisitor,
  texts,
  theatre,
  email,
  faults,
}) => {
  faults.expect(/^401 POST \/api\/v1\/session$/);
  faults.expect(/^422 POST \/api\/v1\/account\/totp$/);
  faults.expect(/^422 PUT \/api\/v1\/account\/totp$/);
  const colleague = await createColleague(theatre, email);
  await signInAs(page, texts, colleague, '/account');
  await page.getByRole('button', { name: texts.account.totp.setUp }).click();
  const password = page.getByLabel(texts.account.password.yours, { exact: true });
  await password.fill('not this one');
  await page.getByRole('button', { name: texts.account.totp.goOn }).click();
  await expect(password).toHaveAttribute('aria-invalid', 'true');
  await password.fill(colleague.password);
  await page.getByRole('button', { name: texts.account.totp.goOn }).click();

  await expect(page.getByRole('img', { name: texts.account.setUp.picture })).toBeVisible();
  const secret = await page.locator('app-set-up-app code').innerText();
  const code = page.getByRole('textbox', { name: texts.account.setUp.code });
  await code.fill('000000');
  await page.getByRole('button', { name: texts.account.setUp.activate }).click();
  await expect(code).toHaveAttribute('aria-invalid', 'true');
  await code.fill(oneTimeCode(secret));
  await page.getByRole('button', { name: texts.account.setUp.activate }).click();
  await expect(page.getByRole('heading', { name: texts.account.codes.title })).toBeFocused();
  const codes = await page.locator('app-recovery-codes code').allInnerTexts();
  expect(codes).toHaveLength(10);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: texts.account.codes.download }).click(),
  ]);
  expect(file.suggestedFilename()).toBe(texts.account.codes.file);
  await page.getByRole('button', { name: texts.account.codes.kept }).click();
  await expect(page.getByText(texts.account.totp.onLead)).toBeVisible();

  for (const given of [oneTimeCode(secret, 1), codes[0] ?? '']) {
    const device = await anotherVisitor();
    const theirs = await device.newPage();
    await theirs.goto('/sign-in?to=/account');
    await submitSignIn(theirs, texts, colleague);
    await expect(theirs.getByRole('textbox', { name: texts.staff.signIn.code })).toBeFocused();
    await submitSignIn(theirs, texts, { password: colleague.password, code: given });
    await expect(heading(theirs, texts.account.title)).toBeVisible();
  }

  await page.reload();
  await expect(
    page.getByText(texts.account.totp.codesLeft.other.replace('{count}', '9')),
  ).toBeVisible();
  await page.getByRole('button', { name: texts.account.totp.remove }).click();
  await password.fill(colleague.password);
  await page.getByRole('button', { name: texts.account.totp.remove }).click();
  await expect(page.getByText(texts.account.totp.removed)).toBeVisible();
  await expect(page.getByRole('button', { name: texts.account.totp.setUp })).toBeVisible();
});

test('a changed password is valid at once, and a wrong present password changes nothing', async ({
  page,
  texts,
  theatre,
  email,
  faults,
}) => {
  faults.expect(/^422 PUT \/api\/v1\/account\/password$/);
  const colleague = await createColleague(theatre, email);
  await signInAs(page, texts, colleague, '/account');
  const current = page.getByLabel(texts.account.password.current, { exact: true });
  await current.fill('not this one');
  await newPassword(page, texts).fill('lanterna accesa');
  await page.getByRole('button', { name: texts.account.password.send }).click();
  await expect(current).toHaveAttribute('aria-invalid', 'true');
  await current.fill(colleague.password);
  await page.getByRole('button', { name: texts.account.password.send }).click();
  await expect(page.getByText(texts.account.password.done)).toBeVisible();
  await expect(current).toHaveValue('');
  await signInAs(page, texts, { email, password: 'lanterna accesa' }, '/account');
});

test('signing out everywhere makes the other device sign in again without losing input', async ({
  page,
  anotherVisitor,
  texts,
  theatre,
  email,
  faults,
}) => {
  faults.expect(/^401 PUT \/api\/v1\/admin\/pages\/chi-siamo$/);
  faults.allow(/^401 /);
  const colleague = await createColleague(theatre, email, { name: 'Ada Rinaldi', role: 'admin' });
  const office = await (await anotherVisitor()).newPage();
  await signInAs(office, texts, colleague, '/office/pages/chi-siamo');
  const text = office.getByRole('textbox', { name: texts.officeSite.page.body });
  const typed = `${await text.inputValue()}\n\nSiamo in otto.`;
  await text.fill(typed);

  await signInAs(page, texts, colleague, '/account');
  const sessions = page.getByRole('region', { name: texts.account.sessions.title });
  await expect(sessions.getByRole('listitem')).toHaveCount(2);
  await expect(sessions.getByText(texts.account.sessions.current, { exact: true })).toHaveCount(1);
  await sessions.getByRole('button', { name: texts.account.sessions.endAll }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: texts.account.sessions.endAll })
    .click();
  await expect(heading(page, texts.staff.signIn.title)).toBeVisible();

  await office.getByRole('button', { name: texts.officeSite.save, exact: true }).click();
  const dialog = office.getByRole('dialog', { name: texts.staff.signIn.lapsedTitle });
  await expect(dialog).toBeVisible();
  await submitSignIn(office, texts, { password: colleague.password });
  await expect(dialog).toBeHidden();
  await expect(text).toHaveValue(typed);
  await office.getByRole('button', { name: texts.officeSite.save, exact: true }).click();
  await expect(
    office.getByText(fill(texts.officeSite.page.saved, { title: 'Chi siamo' })),
  ).toBeVisible();
});

test('a device can sign out another device', async ({
  page,
  anotherVisitor,
  texts,
  theatre,
  email,
  faults,
}) => {
  faults.expect(/^401 GET \/api\/v1\/session$/);
  const colleague = await createColleague(theatre, email);
  const other = await (await anotherVisitor()).newPage();
  await signInAs(other, texts, colleague, '/account');
  await signInAs(page, texts, colleague, '/account');
  const sessions = page.getByRole('region', { name: texts.account.sessions.title });
  await sessions.getByRole('listitem').getByRole('button').click();
  await expect(sessions.getByRole('listitem')).toHaveCount(1);
  await other.goto('/account');
  await expect(heading(other, texts.staff.signIn.title)).toBeVisible();
});

test('the last administrator cannot lose the role and is told why', async ({
  page,
  texts,
  ownTheatre,
  faults,
}) => {
  faults.expect(/^409 PUT \/api\/v1\/admin\/staff\//);
  faults.expect(/^409 POST \/api\/v1\/admin\/staff\/[^/]+\/deactivate$/);
  await page.goto(ownTheatre.url);
  const { email, password } = await ownTheatre.credentials('admin');
  await page.goto(`${ownTheatre.url}/sign-in?to=/office/staff`);
  await submitSignIn(page, texts, { email, password });
  await page.getByRole('row').filter({ hasText: email }).getByRole('link').click();
  await page.getByRole('radio', { name: texts.staff.roles.door }).check();
  await page.getByRole('button', { name: texts.people.save, exact: true }).click();
  await expect(page.getByText(texts.people.lastAdministrator)).toBeVisible();
  await page.getByRole('button', { name: texts.people.deactivate.yes }).click();
  await page.getByRole('dialog').getByRole('button', { name: texts.people.deactivate.yes }).click();
  await expect(page.getByText(texts.people.lastAdministrator)).toBeVisible();
});

test('a deactivated account is signed out and can be activated again', async ({
  page,
  anotherVisitor,
  texts,
  theatre,
  email,
  faults,
}) => {
  faults.allow(/^401 /);
  const colleague = await createColleague(theatre, email);
  const theirs = await (await anotherVisitor()).newPage();
  await signInAs(theirs, texts, colleague, '/account');
  await signIn(page, theatre, 'admin', `/office/staff/${colleague.id}`);
  const { deactivate, reactivate, status } = texts.people;
  await page.getByRole('button', { name: deactivate.yes }).click();
  await page.getByRole('dialog').getByRole('button', { name: deactivate.yes }).click();
  await expect(page.getByText(fill(deactivate.done, { name: colleague.name }))).toBeVisible();
  await expect(page.getByText(status.deactivated, { exact: true })).toBeVisible();
  await theirs.goto('/account');
  await submitSignIn(theirs, texts, colleague);
  await expect(theirs.getByText(texts.staff.signIn.wrong)).toBeVisible();
  await page.getByRole('button', { name: reactivate.yes }).click();
  await expect(page.getByText(status.active, { exact: true })).toBeVisible();
  await submitSignIn(theirs, texts, colleague);
  await expect(heading(theirs, texts.account.title)).toBeVisible();
});

test('of two people who edit a page, the second sees the difference and decides', async ({
  page,
  anotherVisitor,
  texts,
  theatre,
  email,
  faults,
}) => {
  faults.expect(/^412 PUT \/api\/v1\/admin\/pages\//);
  const { page: words, pages, save } = texts.officeSite;
  await signIn(page, theatre, 'admin', '/office/pages/new');
  const slug = `storia-${email.split('@')[0] ?? ''}`;
  await page.getByRole('textbox', { name: words.title }).fill('La nostra storia');
  await page.getByRole('textbox', { name: words.slug }).fill(slug);
  await page.getByRole('textbox', { name: words.body }).fill('## Inizi\n\nEravamo in due.');
  await expect(
    page.getByRole('region', { name: texts.controls.markdown.preview }).getByRole('heading'),
  ).toHaveText('Inizi');
  await page.getByRole('button', { name: words.add }).click();
  await page.waitForURL(`**/office/pages/${slug}`);

  const colleague = await createColleague(theatre, email, { name: 'Ada Rinaldi', role: 'admin' });
  const theirs = await (await anotherVisitor()).newPage();
  await signInAs(theirs, texts, colleague, `/office/pages/${slug}`);
  const saved = fill(words.saved, { title: 'La nostra storia' });
  await theirs.getByRole('textbox', { name: words.body }).fill('## Inizi\n\nEravamo in tre.');
  await theirs.getByRole('button', { name: save, exact: true }).click();
  await expect(theirs.getByText(saved)).toBeVisible();

  await page.getByRole('textbox', { name: words.body }).fill('## Inizi\n\nEravamo in quattro.');
  await page.getByRole('button', { name: save, exact: true }).click();
  const conflict = page.getByRole('alert');
  await expect(conflict.getByRole('cell', { name: 'Eravamo in quattro.' })).toBeVisible();
  await expect(conflict.getByRole('cell', { name: 'Eravamo in tre.' })).toBeVisible();
  await expect(conflict).not.toContainText('Inizi');
  await page.getByRole('button', { name: texts.controls.conflict.keepMine }).click();
  await expect(page.getByText(saved)).toBeVisible();
  await expect(conflict).toBeHidden();

  // The other administrator does not know the change and wants to delete the page.
  faults.expect(/^412 DELETE \/api\/v1\/admin\/pages\//);
  await theirs.getByRole('button', { name: words.delete, exact: true }).click();
  await theirs.getByRole('dialog').getByRole('button', { name: words.delete }).click();
  await theirs.getByRole('button', { name: texts.controls.conflict.takeTheirs }).click();
  await expect(theirs.getByRole('textbox', { name: words.body })).toHaveValue(/quattro/);
  await theirs.getByRole('button', { name: words.delete, exact: true }).click();
  await theirs.getByRole('dialog').getByRole('button', { name: words.delete }).click();
  await expect(heading(theirs, pages.title)).toBeVisible();
  await expect(theirs.locator(`a[href$="/${slug}"]`)).toHaveCount(0);
});

test('site settings are checked and take effect at once', async ({ page, texts, ownTheatre }) => {
  const { settings, save } = texts.officeSite;
  const { email, password } = await ownTheatre.credentials('admin');
  await page.goto(`${ownTheatre.url}/sign-in?to=/office/site`);
  await submitSignIn(page, texts, { email, password });
  const seats = page.getByRole('spinbutton', {
    name: settings.limits.max_seats_per_reservation.label,
  });
  await seats.fill('0');
  await page.getByRole('button', { name: save, exact: true }).click();
  await expect(seats).toBeFocused();
  await seats.fill('8');
  await page
    .getByRole('textbox', { name: settings.name, exact: true })
    .fill('Teatro della Lanterna');
  await page.getByRole('button', { name: save, exact: true }).click();
  await expect(page.getByText(settings.saved)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Teatro della Lanterna' })).toBeVisible();
});

test('the audit describes actions in sentences and can be searched', async ({
  page,
  texts,
  theatre,
  email,
}) => {
  const colleague = await createColleague(theatre, email, { name: 'Nora Ferri' });
  await asStaff(theatre, 'door', (api) => api.get('/api/v1/admin/staff'));
  await signIn(page, theatre, 'admin', `/office/audit?subject=staff&subject_id=${colleague.id}`);
  const invited = fill(texts.audit.actions.staff.invite.did, { name: 'Nora Ferri' });
  const row = page.getByRole('row').filter({ hasText: invited });
  await expect(row).toHaveCount(1);
  await row.getByText(texts.audit.details).click();
  await expect(row.getByText(email)).toBeVisible();
  await page.getByRole('link', { name: texts.audit.filters.all }).click();
  await page.getByRole('option', { name: texts.audit.filters.refused }).click();
  const refused = texts.audit.actions.staff.see.tried;
  await expect(page.getByRole('row').filter({ hasText: refused }).first()).toContainText(
    texts.audit.reasons.forbidden,
  );
  await expect(page.getByRole('row').filter({ hasText: invited })).toHaveCount(0);
});

for (const role of ['door', 'box_office'] as const) {
  test(`${role} cannot see people, audit and settings`, async ({ page, texts, theatre }) => {
    await signIn(page, theatre, role, '/account');
    await expect(heading(page, texts.account.title)).toBeVisible();
    const office = page.getByRole('link', { name: texts.staff.nav.office });
    await expect(office).toHaveCount(role === 'door' ? 0 : 1);
    for (const area of ['staff', 'audit', 'site', 'pages']) {
      await page.goto(`/office/${area}`);
      await expect(heading(page, texts.staff.forbidden.title)).toBeVisible();
    }
  });
}

test('over plain HTTP on another host, signing in says that it needs HTTPS', async ({
  page,
  texts,
  theatre,
  faults,
}) => {
  faults.expect(/^401 GET \/api\/v1\/session$/);
  // Such a browser drops cookies that need TLS.
  await page.route('**/api/v1/session', async (route) => {
    const response = await route.fetch();
    const headers = response.headers();
    delete headers['set-cookie'];
    await page.context().clearCookies();
    await route.fulfill({ response, headers });
  });
  const { email, password } = await theatre.credentials('door');
  await page.goto('/sign-in?to=/door');
  await submitSignIn(page, texts, { email, password });
  await expect(page.getByRole('alert')).toHaveText(texts.staff.signIn.needsHttps);
  await expect(page).toHaveURL(/\/sign-in/);
});
