import type { Page } from '@playwright/test';

import type { Texts } from './texts.ts';
import type { Role, Theatre } from './theatre.ts';

/** Signs somebody of the staff in by the form, and waits until they are where they wanted to go. */
export async function signIn(
  page: Page,
  texts: Texts,
  theatre: Theatre,
  role: Role,
  to = '/door',
): Promise<void> {
  const { email, password } = await theatre.credentials(role);
  await page.goto(`/sign-in?to=${encodeURIComponent(to)}`);
  await page.getByRole('textbox', { name: texts.staff.signIn.email }).fill(email);
  await page.getByLabel(texts.staff.signIn.password).fill(password);
  await page.getByRole('button', { name: texts.staff.signIn.send, exact: true }).click();
  await page.waitForURL((url) => url.pathname + url.search === to);
}
