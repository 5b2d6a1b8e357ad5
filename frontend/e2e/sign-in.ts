import type { Page } from '@playwright/test';

import type { Role, Theatre } from './theatre.ts';

/** Signs a member of staff in through the API, and opens a page. */
export async function signIn(
  page: Page,
  theatre: Theatre,
  role: Role,
  to = '/door',
): Promise<void> {
  const data = await theatre.credentials(role);
  const answer = await page.request.post(`${theatre.url}/api/v1/session`, { data });
  if (!answer.ok()) throw new Error(`${role} cannot sign in: ${answer.status()}`);
  await page.goto(theatre.url + to);
}
