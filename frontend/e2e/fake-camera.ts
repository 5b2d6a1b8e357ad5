import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { type Browser, type BrowserType } from '@playwright/test';
import sharp from 'sharp';

import { chromium } from './chromium.ts';
import type { Confirmed, Theatre } from './theatre.ts';

const WIDTH = 640;
const HEIGHT = 480;
/** Side of the code in the picture, in pixels. */
const SIDE = 400;
/** Frames per second; a low rate keeps the file small. */
const FRAMES_PER_SECOND = 5;

/** What the camera sees, and for how long. */
export interface CameraScene {
  /** The picture of a code; without it the camera sees nothing. */
  readonly picture?: Buffer;
  readonly seconds: number;
}

/** The picture of a reservation's QR code. */
export async function qrPicture(theatre: Theatre, { secret }: Confirmed): Promise<Buffer> {
  const answer = await fetch(`${theatre.url}/api/v1/reservation/qr.png`, {
    headers: { Authorization: `Bearer ${secret}` },
  });
  if (!answer.ok) throw new Error(`cannot get the code: ${answer.status}`);
  return Buffer.from(await answer.arrayBuffer());
}

/** Launches a browser whose camera shows the scenes in a loop, with or without permission. */
export async function launchWithCamera(
  browserType: BrowserType,
  shown: readonly CameraScene[],
  isAllowed = true,
): Promise<{ browser: Browser; close: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'azionelab-camera-'));
  const film = path.join(folder, 'film.y4m');
  await writeFile(film, await videoOf(shown));
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

/** The video in YUV4MPEG2, which Chromium uses as its camera. */
async function videoOf(shown: readonly CameraScene[]): Promise<Buffer> {
  const header = `YUV4MPEG2 W${WIDTH} H${HEIGHT} F${FRAMES_PER_SECOND}:1 Ip A1:1 C420jpeg\n`;
  const parts: Uint8Array[] = [Buffer.from(header)];
  // Grey: both colour planes have the neutral value.
  const colour = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  for (const { picture, seconds } of shown) {
    const light = picture ? await drawn(picture) : Buffer.alloc(WIDTH * HEIGHT, 90);
    for (let frame = 0; frame < seconds * FRAMES_PER_SECOND; frame++) {
      parts.push(Buffer.from('FRAME\n'), light, colour);
    }
  }
  return Buffer.concat(parts);
}

/** The picture in the middle of a frame, in grey, one byte per pixel. */
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
