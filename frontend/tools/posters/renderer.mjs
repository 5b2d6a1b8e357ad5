/** Renders SVG to pixels with the system's Chromium. */

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const require = createRequire(import.meta.url);

const face = async (family, file, weight, style = 'normal') => {
  const bytes = await readFile(require.resolve(file));
  const source = `url(data:font/woff2;base64,${bytes.toString('base64')})`;
  return `@font-face{font-family:'${family}';src:${source};font-weight:${weight};font-style:${style}}`;
};

const faces = async () => {
  const bodoni = (weight, style) =>
    face(
      'Bodoni Moda',
      `@fontsource/bodoni-moda/files/bodoni-moda-latin-${weight}-${style}.woff2`,
      weight,
      style,
    );
  const all = await Promise.all([
    ...[500, 600, 700, 800].map((weight) => bodoni(weight, 'normal')),
    ...[500, 600, 700].map((weight) => bodoni(weight, 'italic')),
    face(
      'Hanken',
      '@fontsource-variable/hanken-grotesk/files/hanken-grotesk-latin-wght-normal.woff2',
      '100 900',
    ),
  ]);
  return all.join('');
};

/** Finds lines of text that are cut off or overlap. Runs in the page. */
const typeTrouble = () => {
  const texts = [...document.querySelectorAll('svg text')].map((text) => ({
    words: text.textContent,
    box: text.getBoundingClientRect(),
  }));
  const inset = 0.05 * innerWidth;
  const trouble = texts
    .filter(({ box }) => box.left < inset || box.right > innerWidth - inset)
    .map(({ words }) => `“${words}” leaves the margin`);
  // A line's box is higher than its letters.
  const letters = ({ left, right, top, bottom, height }) => ({
    left,
    right,
    top: top + height * 0.26,
    bottom: bottom - height * 0.22,
  });
  texts.forEach((one, index) => {
    for (const other of texts.slice(index + 1)) {
      const [a, b] = [letters(one.box), letters(other.box)];
      if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom) {
        trouble.push(`“${one.words}” is on “${other.words}”`);
      }
    }
  });
  return trouble;
};

export class Renderer {
  #browser;
  #faces;

  static async start() {
    const renderer = new Renderer();
    renderer.#faces = await faces();
    renderer.#browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--force-color-profile=srgb', '--font-render-hinting=none'],
    });
    return renderer;
  }

  /** Renders a PNG, drawn at `scale` times the size. */
  async draw(svg, width, height, { scale = 1, strict = true } = {}) {
    const page = await this.#browser.newPage({
      viewport: { width, height },
      deviceScaleFactor: scale,
    });
    const style = `${this.#faces}body{margin:0}svg{display:block;width:100vw;height:100vh}text{text-rendering:geometricPrecision;font-kerning:normal}`;
    await page.setContent(`<!doctype html><style>${style}</style>${svg}`);
    await page.evaluate(() => document.fonts.ready);
    const trouble = await page.evaluate(typeTrouble);
    if (strict && trouble.length > 0) throw new Error(trouble.join('; '));
    trouble.forEach((what) => console.warn(what));
    const png = await page.screenshot({ omitBackground: true });
    await page.close();
    return png;
  }

  stop() {
    return this.#browser.close();
  }
}
