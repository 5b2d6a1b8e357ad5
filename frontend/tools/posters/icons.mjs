/** Draws the site's icons and the picture for link previews: `node icons.mjs`. */

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

import { lanternIcon } from './lantern.mjs';
import { litStage } from './lit-stage.mjs';
import { Renderer } from './renderer.mjs';

const destination = resolve(dirname(fileURLToPath(import.meta.url)), '../../public');

/** An icon file with PNGs, which all browsers can read. */
const ico = (images) => {
  const header = Buffer.alloc(6 + 16 * images.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(images.length, 4);
  let at = header.length;
  images.forEach(({ size, png }, index) => {
    const entry = 6 + 16 * index;
    header.writeUInt8(size, entry);
    header.writeUInt8(size, entry + 1);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(png.length, entry + 8);
    header.writeUInt32LE(at, entry + 12);
    at += png.length;
  });
  return Buffer.concat([header, ...images.map(({ png }) => png)]);
};

const renderer = await Renderer.start();
try {
  const write = (name, bytes) => writeFile(resolve(destination, name), bytes);
  const png = async (svg, size, options) =>
    sharp(await renderer.draw(svg, size, size))
      .png({ palette: true, effort: 10, ...options })
      .toBuffer();
  await mkdir(resolve(destination, 'icons'), { recursive: true });

  const round = lanternIcon();
  // Platforms crop icons, so a maskable icon uses only the inner four fifths.
  const square = lanternIcon({ radius: 0, inset: 16 });
  const safe = lanternIcon({ radius: 0, inset: 22 });
  await write('icons/icon.svg', round);
  await write('icons/icon-192.png', await png(round, 192));
  await write('icons/icon-512.png', await png(round, 512));
  await write('icons/maskable-512.png', await png(safe, 512));
  await write('icons/apple-touch-icon.png', await png(square, 180));
  const sizes = await Promise.all(
    [16, 32, 48].map(async (size) => ({ size, png: await png(round, size) })),
  );
  await write('favicon.ico', ico(sizes));

  const stage = await renderer.draw(`${litStage()}`, 1200, 630);
  await write(
    'og.png',
    await sharp(stage)
      .removeAlpha()
      .png({ palette: true, colours: 128, dither: 1, effort: 10 })
      .toBuffer(),
  );
} finally {
  await renderer.stop();
}
