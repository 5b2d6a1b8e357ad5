import { readFile } from 'node:fs/promises';

import { signIn } from './sign-in.ts';
import { count, fill } from './texts.ts';
import { expect, test } from './fixtures.ts';

test('a guest’s data can be exported and erased, which frees the seats', async ({
  page,
  texts,
  theatre,
  email,
}) => {
  const performance = await theatre.schedule();
  const { id } = await theatre.reserve(performance, { email, seats: 3 });
  const before = await theatre.available(performance);
  await signIn(page, theatre, 'admin', '/office/privacy');
  const { privacy } = texts;
  await page.getByRole('textbox', { name: privacy.email }).fill(email);
  await page.getByRole('button', { name: privacy.search }).click();
  await expect(page.getByText(count(privacy.found, 1))).toBeVisible();

  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: privacy.download }).click();
  const file = await coming;
  expect(file.suggestedFilename()).toBe(privacy.fileName);
  const data = JSON.parse(await readFile(await file.path(), 'utf8')) as {
    reservations: { id: string; email: string; seats: number }[];
  };
  expect(data.reservations).toMatchObject([{ id, email, seats: 3 }]);

  await page.getByRole('button', { name: privacy.erase.open }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(count(privacy.erase.cancels, 1));
  await dialog.getByRole('button', { name: privacy.erase.yes }).click();
  await expect(page.getByText(privacy.nothing)).toBeVisible();
  await expect(page.getByText(fill(privacy.erase.done, { email }))).toBeVisible();
  expect(await theatre.available(performance)).toBe(before + 3);
  expect(
    await theatre.sql(`SELECT status || length(name) FROM reservations WHERE id = '${id}'`),
  ).toBe('cancelled0');
});
