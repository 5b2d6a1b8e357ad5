import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { type Browser, type BrowserType } from '@playwright/test';
import sharp from 'sharp';

import { chromium } from './chromium.ts';
import type { Confirmed, Theatre } from './theatre.ts';

const WIDTH = 640;
const HEIGHT = 480;
/** How large a code is in the picture, in pixels. */
const SIDE = 400;
/** How many pictures are shown in a second: no more than the file has to hold. */
const PER_SECOND = 5;

/** What is held before the camera, and for how long. */
export interface Shown {
  /** A picture of a code; without one nothing is held there. */
  readonly picture?: Buffer;
  readonly seconds: number;
}

/** The picture of a reservation's code, as its holder has it. */
export async function pictureOf(theatre: Theatre, { secret }: Confirmed): Promise<Buffer> {
  const answer = await fetch(`${theatre.url}/api/v1/reservation/qr.png`, {
    headers: { Authorization: `Bearer ${secret}` },
  });
  if (!answer.ok) throw new Error(`the code could not be had: ${answer.status}`);
  return Buffer.from(await answer.arrayBuffer());
}

/** A browser before whose camera this is held, over and over; its user allows it to look, or doesn't. */
export async function browserThatSees(
  browserType: BrowserType,
  shown: readonly Shown[],
  isAllowed = true,
): Promise<{ browser: Browser; close: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'azionelab-camera-'));
  const film = path.join(folder, 'film.y4m');
  await writeFile(film, await filmOf(shown));
  const browser = await browserType.launch({
    executablePath: chromium.path,
    args: [
      ...chromium.options,
      `--use-fake-ui-for-media-stream${isAllowed ? '' : '=deny'}`,
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${film}`,
    ],
  });
  const close = async () => {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { browser, close };
}

/** The film in YUV4MPEG2, which Chromium takes for what its camera sees. */
async function filmOf(shown: readonly Shown[]): Promise<Buffer> {
  const header = `YUV4MPEG2 W${WIDTH} H${HEIGHT} F${PER_SECOND}:1 Ip A1:1 C420jpeg\n`;
  const parts: Uint8Array[] = [Buffer.from(header)];
  // Grey has no colour: both halves of it are in the middle.
  const colour = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  for (const { picture, seconds } of shown) {
    const light = picture ? await drawn(picture) : Buffer.alloc(WIDTH * HEIGHT, 90);
    for (let frame = 0; frame < seconds * PER_SECOND; frame++) {
      parts.push(Buffer.from('FRAME\n'), light, colour);
    }
  }
  return Buffer.concat(parts);
}

/** The picture in the middle of the frame, in shades of grey, a byte a pixel. */
async function drawn(picture: Buffer): Promise<Buffer> {
  return sharp(picture)
    .flatten({ background: 'white' })
    .resize(SIDE, SIDE, { kernel: 'nearest' })
    .extend({
      top: (HEIGHT - SIDE) / 2,
      bottom: (HEIGHT - SIDE) / 2,
      left: (WIDTH - SIDE) / 2,
      right: (WIDTH - SIDE) / 2,
      background: 'white',
    })
    .toColourspace('b-w')
    .raw()
    .toBuffer();
}
