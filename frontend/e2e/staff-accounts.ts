import { createHmac } from 'node:crypto';

import { type APIRequestContext, type APIResponse, type Page, request } from '@playwright/test';

import type { Texts } from './texts.ts';
import type { Role, Theatre } from './theatre.ts';

/** Length of a time step of one-time codes, in seconds (RFC 6238). */
const STEP_SECONDS = 30;

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A member of staff that no other test uses. */
export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** Calls the API as a member of the demonstration's staff. */
export async function asStaff<T>(
  theatre: Theatre,
  role: Role,
  call: (api: APIRequestContext) => Promise<T>,
): Promise<T> {
  const api = await request.newContext({ baseURL: theatre.url });
  try {
    await expectOk(api.post('/api/v1/session', { data: await theatre.credentials(role) }));
    return await call(api);
  } finally {
    await api.dispose();
  }
}

/** Sends an invitation through the API. It is not accepted yet. */
export async function invite(
  theatre: Theatre,
  email: string,
  { name = 'Sandro Quaglia', role = 'door' }: { readonly name?: string; readonly role?: Role } = {},
): Promise<{ readonly id: string; readonly link: string }> {
  const answer = await asStaff(theatre, 'admin', (api) =>
    expectOk(api.post('/api/v1/admin/staff', { data: { name, email, role, locale: 'it' } })),
  );
  return { id: answer['id'] as string, link: await theatre.linkTo(email, 1, 'staff-link') };
}

/** Creates a member of staff who has accepted the invitation. */
export async function createColleague(
  theatre: Theatre,
  email: string,
  wanted: { readonly name?: string; readonly role?: Role } = {},
): Promise<Colleague> {
  const { id, link } = await invite(theatre, email, wanted);
  const password = 'sipario rosso e oro';
  const headers = { Authorization: `Bearer ${new URL(link).hash.slice(1)}` };
  const api = await request.newContext({ baseURL: theatre.url });
  await expectOk(api.post('/api/v1/staff-link', { headers, data: { new_password: password } }));
  await api.dispose();
  return { id, name: wanted.name ?? 'Sandro Quaglia', email, password };
}

/** Signs a colleague in with the form, and waits for the requested page. */
export async function signInAs(
  page: Page,
  texts: Texts,
  { email, password }: { readonly email: string; readonly password: string },
  to: string,
): Promise<void> {
  await page.goto(`/sign-in?to=${encodeURIComponent(to)}`);
  await submitSignIn(page, texts, { email, password });
  await page.waitForURL((url) => url.pathname + url.search === to);
}

/** Fills in the sign-in form and sends it. */
export async function submitSignIn(
  page: Page,
  texts: Texts,
  given: { readonly email?: string; readonly password: string; readonly code?: string },
): Promise<void> {
  const { email, password, code } = given;
  if (email !== undefined) {
    await page.getByRole('textbox', { name: texts.staff.signIn.email }).fill(email);
  }
  await page.getByLabel(texts.staff.signIn.password, { exact: true }).fill(password);
  if (code !== undefined) {
    await page.getByRole('textbox', { name: texts.staff.signIn.code }).fill(code);
  }
  await page.getByRole('button', { name: texts.staff.signIn.send, exact: true }).click();
}

/** The one-time code for a secret, now or some time steps later (RFC 6238). */
export function oneTimeCode(secret: string, stepsLater = 0): string {
  const bits = [...secret.replaceAll(/\s/g, '')]
    .map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const moment = Buffer.alloc(8);
  moment.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 1000 / STEP_SECONDS) + stepsLater));
  const hash = createHmac('sha1', key).update(moment).digest();
  const at = (hash.at(-1) ?? 0) & 0xf;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

async function expectOk(request: Promise<APIResponse>): Promise<Record<string, unknown>> {
  const answer = await request;
  if (!answer.ok()) throw new Error(`${answer.url()}: ${answer.status()} ${await answer.text()}`);
  return answer.status() === 204 ? {} : ((await answer.json()) as Record<string, unknown>);
}
