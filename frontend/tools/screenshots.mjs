// Takes the screenshots in docs/screenshots, with the demonstration data.
//
//   AZIONELAB_BINARY=… node tools/screenshots.mjs
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';

import { chromium as browsers } from '@playwright/test';
import sharp from 'sharp';

import { chromium } from '../e2e/chromium.ts';
import { signIn } from '../e2e/sign-in.ts';
import { goToTheDoor, scan, ticketOf, verdict } from '../e2e/steps-door.ts';
import { bookButton, fillIn, heading } from '../e2e/steps.ts';
import { TEXTS } from '../e2e/texts.ts';
import { Theatre } from '../e2e/theatre.ts';

const FOLDER = path.join(import.meta.dirname, '../../docs/screenshots');
const DEVICES = {
  phone: {
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
  },
  desktop: { viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 },
};
/** Widths of the stored pictures, in pixels. */
const WIDTHS = { phone: 585, desktop: 1440 };
const LANGUAGE = 'en';
const texts = TEXTS[LANGUAGE];
let evenings = 0;

/** The pages, their themes, and the steps that lead to them. */
const PICTURES = {
  home: { themes: ['light', 'dark'], to: ({ page }) => page.goto('/') },
  show: { themes: ['light', 'dark'], to: ({ page }) => page.goto('/shows/la-signora-del-faro') },
  calendar: { themes: ['light'], to: ({ page }) => page.goto('/calendar?view=month') },
  booking: {
    themes: ['light', 'dark'],
    to: async ({ page, performance }) => {
      await page.goto(`/performances/${performance.id}`);
      await fillIn(page, texts, { name: 'Anna Bianchi', email: 'anna@example.org', seats: 3 });
      await page.evaluate(() => scrollTo(0, 0));
    },
  },
  inbox: {
    themes: ['light'],
    to: async ({ page, performance }) => {
      await page.goto(`/performances/${performance.id}`);
      await fillIn(page, texts, { name: 'Anna Bianchi', email: 'anna@example.org', seats: 3 });
      await bookButton(page, texts, 3).click();
      await heading(page, texts.booking.held.titlePending).waitFor();
      await page.evaluate(() => scrollTo(0, 0));
    },
  },
  ticket: {
    themes: ['light', 'dark'],
    to: async ({ page, reservation }) => {
      await page.goto(reservation.link);
      await page.getByRole('img', { name: texts.reservation.door.picture }).first().waitFor();
    },
  },
  tonight: {
    themes: ['dark'],
    to: async ({ page }) => {
      await partyTonight();
      await signIn(page, theatre, 'door', '/door');
    },
  },
  door: {
    themes: ['dark'],
    to: async ({ page }) => {
      const tonight = await partyTonight();
      await goToTheDoor(page, theatre, tonight.performance, 'box_office');
      await scan(page, ticketOf(tonight.audience));
      await verdict(page, texts, 'let-in').waitFor();
    },
  },
  overview: {
    themes: ['light'],
    to: ({ page }) => signIn(page, theatre, 'admin', '/office/overview'),
  },
  performances: {
    themes: ['light', 'dark'],
    to: ({ page }) => signIn(page, theatre, 'admin', '/office/performances'),
  },
  reservations: {
    themes: ['light'],
    to: ({ page }) => signIn(page, theatre, 'box_office', '/office/reservations'),
  },
  audit: {
    themes: ['light'],
    to: ({ page }) => signIn(page, theatre, 'admin', '/office/audit'),
  },
};

await mkdir(FOLDER, { recursive: true });
for (const old of await readdir(FOLDER)) await rm(path.join(FOLDER, old));

const theatre = await Theatre.open();
const browser = await browsers.launch({ executablePath: chromium.path, args: chromium.options });
try {
  const open = (await theatre.performances()).filter(({ booking }) => booking.state === 'open');
  const performance = open.find(
    ({ show, booking }) => show.slug === 'la-locandiera' && booking.available > 20,
  );
  const reservation = await theatre.reserve(performance.id, {
    email: 'anna.bianchi@example.org',
    seats: 3,
    locale: LANGUAGE,
  });
  // Staff actions change the site, so the staff's pictures come after the visitors'.
  for (const [name, { themes, to }] of Object.entries(PICTURES)) {
    for (const [device, settings] of Object.entries(DEVICES)) {
      for (const colorScheme of themes) {
        await take(
          path.join(FOLDER, `${name}-${device}-${colorScheme}.webp`),
          device,
          { ...settings, colorScheme },
          to,
          { performance, reservation },
        );
      }
    }
  }
} finally {
  await browser.close();
  await theatre.close();
}

/** A performance with an open door and a party that is not admitted yet. */
function partyTonight() {
  evenings += 1;
  const email = `family-${evenings}@example.org`;
  return theatre.openDoor((performance) => theatre.reserve(performance, { email, seats: 4 }));
}

async function take(file, device, settings, to, given) {
  const context = await browser.newContext({
    ...settings,
    baseURL: theatre.url,
    locale: 'en-GB',
    timezoneId: 'Europe/Rome',
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
  });
  try {
    const page = await context.newPage();
    await to({ page, ...given });
    await page.waitForLoadState('networkidle');
    await page.evaluate(() => document.fonts.ready);
    const picture = await page.screenshot({ animations: 'disabled', caret: 'hide' });
    await sharp(picture)
      .resize({ width: WIDTHS[device] })
      .webp({ quality: 82, effort: 6 })
      .toFile(file);
    console.log(path.basename(file));
  } finally {
    await context.close();
  }
}
