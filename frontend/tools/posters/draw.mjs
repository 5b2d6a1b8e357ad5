/**
 * Draws the posters of the demonstration theatre.
 *
 *     node draw.mjs [--proofs DIRECTORY] [SLUG…]
 *
 * With --proofs it writes PNG previews instead of posters.
 */

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

import { Renderer } from './renderer.mjs';
import { aspettandoIlTram } from './shows/aspettando-il-tram.mjs';
import { ilTreno } from './shows/il-treno-delle-5-40.mjs';
import { laLocandiera } from './shows/la-locandiera.mjs';
import { laSignoraDelFaro } from './shows/la-signora-del-faro.mjs';
import { pinocchio } from './shows/pinocchio.mjs';
import { seiPersonaggi } from './shows/sei-personaggi.mjs';
import { sognoDiUnaNotte } from './shows/sogno-di-una-notte.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const destination = resolve(here, '../../../crates/bin/src/demo/posters');

const posters = {
  'la-locandiera': laLocandiera,
  'sei-personaggi': seiPersonaggi,
  'sogno-di-una-notte': sognoDiUnaNotte,
  'il-treno-delle-5-40': ilTreno,
  'la-signora-del-faro': laSignoraDelFaro,
  pinocchio,
  'aspettando-il-tram': aspettandoIlTram,
};

/** Size limit of a poster for each width, in bytes: the program embeds all posters. */
const budgets = { 320: 15_000, 480: 27_000, 640: 42_000, 960: 74_000, 1280: 126_000 };

/** The best WebP within the size limit. */
const webp = async (png, width, budget) => {
  const image = await sharp(png).resize({ width, kernel: 'lanczos3' }).removeAlpha().toBuffer();
  for (let quality = 90; quality >= 40; quality -= 4) {
    const bytes = await sharp(image)
      .webp({ quality, effort: 6, smartSubsample: true, preset: 'drawing' })
      .toBuffer();
    if (bytes.length <= budget) return { bytes, quality };
  }
  throw new Error(`no quality fits ${budget} bytes at ${width} pixels`);
};

const wanted = process.argv.slice(2);
const proofs = wanted[0] === '--proofs' ? wanted.splice(0, 2)[1] : undefined;
const chosen = wanted.length > 0 ? wanted : Object.keys(posters);

const renderer = await Renderer.start();
try {
  await mkdir(proofs ?? destination, { recursive: true });
  for (const slug of chosen) {
    const drawing = proofs ? { scale: 1, strict: false } : { scale: 2 };
    const png = await renderer.draw(`${posters[slug]()}`, 1280, 1920, drawing);
    if (proofs) {
      await writeFile(join(proofs, `${slug}.png`), png);
      continue;
    }
    const report = [];
    for (const [width, budget] of Object.entries(budgets)) {
      const { bytes, quality } = await webp(png, Number(width), budget);
      await writeFile(join(destination, `${slug}-${width}.webp`), bytes);
      report.push(`${width}: ${Math.ceil(bytes.length / 1000)} kB at ${quality}`);
    }
    console.log(`${slug}  ${report.join(', ')}`);
  }
} finally {
  await renderer.stop();
}
