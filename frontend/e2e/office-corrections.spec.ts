import { signIn } from './sign-in.ts';
import { invite } from './staff-accounts.ts';
import { choose, heading } from './steps.ts';
import { count, fill } from './texts.ts';
import { expect, test } from './fixtures.ts';

test('a colleague’s mistyped address is corrected, and the invitation goes to the right one', async ({
  page,
  texts,
  theatre,
  email,
  faults,
}) => {
  faults.expect(/^(409 PUT|404 GET) /);
  const { id, link } = await invite(theatre, `wrong-${email}`, { role: 'door', name: 'Tea' });
  await signIn(page, theatre, 'admin', `/office/staff/${id}`);
  const address = page.getByRole('textbox', { name: texts.people.email });
  const save = page.getByRole('button', { name: texts.people.save, exact: true });
  const taken = await theatre.credentials('box_office');
  await address.fill(taken.email);
  await save.click();
  await expect(page.getByText(texts.people.invite.addressTaken)).toBeVisible();

  await address.fill(email);
  await expect(page.getByText(texts.people.invite.another)).toBeVisible();
  await save.click();
  await expect(page.getByText(fill(texts.people.saved, { name: 'Tea' }))).toBeVisible();
  expect(await theatre.letterTo(email)).toContain('/staff-link#');
  await page.goto(link);
  await expect(heading(page, texts.account.link.unknownTitle)).toBeVisible();
});

test('a page gets another address, and the office says that the old one redirects', async ({
  page,
  texts,
  theatre,
  email,
}) => {
  const slug = `chi-siamo-${email
    .split('@')[0]!
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')}`;
  await theatre.sql(`
    INSERT INTO pages (slug, title, body, position) VALUES ('${slug}', 'Chi siamo', '', 900)`);
  await signIn(page, theatre, 'admin', `/office/pages/${slug}`);
  await page
    .getByRole('textbox', { name: texts.officeSite.page.slug, exact: true })
    .fill(`${slug}-noi`);
  const redirects = fill(texts.officeSite.page.slugRedirects, { address: `/pages/${slug}` });
  await expect(page.getByText(redirects)).toBeVisible();
  await page.getByRole('button', { name: texts.officeSite.save, exact: true }).click();
  await expect(page).toHaveURL(`/office/pages/${slug}-noi`);
  await expect(heading(page, 'Chi siamo')).toBeVisible();
  const old = await page.request.get(`/pages/${slug}`, { maxRedirects: 0 });
  expect(old.status()).toBe(308);
  expect(old.headers()['location']).toBe(`/pages/${slug}-noi`);
});

test('changing a venue’s time zone shows the number of affected performances before saving', async ({
  page,
  texts,
  theatre,
}) => {
  const performance = await theatre.schedule();
  const venue = await theatre.sql(`
    SELECT venue_id FROM performances WHERE id = '${performance}'`);
  const toCome = Number(
    await theatre.sql(`
      SELECT count(*) FROM performances WHERE venue_id = '${venue}' AND starts_at > now()`),
  );
  const zone = () => theatre.sql(`SELECT time_zone FROM venues WHERE id = '${venue}'`);
  const before = await zone();
  await signIn(page, theatre, 'admin', `/office/venues/${venue}`);
  const { fields, page: words, zone: question } = texts.officeVenues;
  await choose(page, fields.zone, 'Asia/Tokyo');
  await page.getByRole('button', { name: words.save, exact: true }).click();
  const confirmation = page.getByRole('dialog', { name: question.title });
  const beginning = count(question.text, toCome).split('{zone}')[0]!;
  await expect(confirmation).toContainText(beginning);
  await confirmation.getByRole('button', { name: texts.controls.confirm.no }).click();
  expect(await zone()).toBe(before);
});
