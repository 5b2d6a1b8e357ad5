// Draws all mails as pictures for a review: in three widths and both themes, and once without images.
//
//   node tools/mails.mjs [folder]
import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import { chromium as browsers } from '@playwright/test';
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer';

import { chromium } from '../e2e/chromium.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const FOLDER = path.resolve(process.argv[2] ?? path.join(ROOT, 'target/mails'));
const WIDTHS = [320, 390, 700];
const POSTER = path.join(ROOT, 'crates/bin/src/demo/posters/la-locandiera-320.webp');
const PACKAGES = path.join(import.meta.dirname, '../node_modules');
const WRITER = path.join(PACKAGES, 'zxing-wasm/dist/writer/zxing_writer.wasm');
/** Stands in for Didot, which Apple's mail programs have. */
const DISPLAY = path.join(
  PACKAGES,
  '@fontsource/bodoni-moda/files/bodoni-moda-latin-500-normal.woff2',
);

await mkdir(FOLDER, { recursive: true });
execFileSync(
  'cargo',
  ['test', '--quiet', '--locked', '-p', 'azionelab-adapters-smtp', '--lib', 'for_review'],
  { cwd: ROOT, env: { ...process.env, AZIONELAB_WRITE_MAILS: FOLDER }, stdio: 'inherit' },
);
const qrCode = await drawQrCode('https://teatro.example.org/t#BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc');
const font = `<style>@font-face { font-family: Didot; src: url(${await dataUrl(DISPLAY, 'font/woff2')}) }</style>`;
const mails = (await readdir(FOLDER)).filter((file) => file.endsWith('.html'));

const browser = await browsers.launch({ executablePath: chromium.path, args: chromium.options });
try {
  for (const width of WIDTHS) {
    for (const theme of ['light', 'dark']) await draw(width, theme, true);
  }
  await draw(WIDTHS[0], 'light', false);
} finally {
  await browser.close();
}

async function draw(width, theme, withImages) {
  const page = await browser.newPage({
    viewport: { width, height: 600 },
    colorScheme: theme,
    isMobile: width < 480,
    javaScriptEnabled: false,
  });
  await page.route('**/*.jpg', (route) =>
    withImages ? route.fulfill({ path: POSTER }) : route.abort(),
  );
  for (const mail of mails) {
    const html = await readFile(path.join(FOLDER, mail), 'utf8');
    const code = withImages ? qrCode : 'https://blocked.example/';
    await page.setContent(html.replace(/cid:[^"]+/, code).replace('</head>', `${font}</head>`), {
      waitUntil: 'load',
    });
    const name = `${path.parse(mail).name}-${width}-${theme}${withImages ? '' : '-blocked'}.png`;
    await page.screenshot({ path: path.join(FOLDER, name), fullPage: true });
  }
  await page.close();
}

async function dataUrl(file, type) {
  return `data:${type};base64,${await readFile(file, 'base64')}`;
}

async function drawQrCode(text) {
  prepareZXingModule({ overrides: { wasmBinary: (await readFile(WRITER)).buffer } });
  const { image } = await writeBarcode(text, { format: 'QRCode', scale: 8, addQuietZones: true });
  const bytes = Buffer.from(await image.arrayBuffer());
  return `data:${image.type};base64,${bytes.toString('base64')}`;
}
