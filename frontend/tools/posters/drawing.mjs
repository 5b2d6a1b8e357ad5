/** A drawing: shapes as SVG text, with the definitions that they need. */

import { paper } from './inks.mjs';
import { lanternMark } from './lantern.mjs';

export const width = 1200;
export const height = 1800;
export const margin = 84;

const attributes = (of) =>
  Object.entries(of)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('');

const element = (name, of, content = '') => `<${name}${attributes(of)}>${content}</${name}>`;

export const path = (d, of = {}) => element('path', { d, ...of });
export const rect = (x, y, width, height, of = {}) =>
  element('rect', { x, y, width, height, ...of });
export const circle = (cx, cy, r, of = {}) => element('circle', { cx, cy, r, ...of });
export const ellipse = (cx, cy, rx, ry, of = {}) => element('ellipse', { cx, cy, rx, ry, ...of });
export const group = (of, ...content) => element('g', of, content.join(''));

const display = (italic) => ({
  'font-family': 'Bodoni Moda',
  'font-style': italic ? 'italic' : 'normal',
});

/** A line of the title. */
export const title = (x, y, size, content, { italic, weight = 700, fill = paper, ...of } = {}) =>
  element(
    'text',
    { x, y, 'font-size': size, 'font-weight': weight, fill, ...display(italic), ...of },
    content,
  );

/** A line of other text. */
export const line = (x, y, size, content, { weight = 600, fill = paper, ...of } = {}) =>
  element(
    'text',
    { x, y, 'font-size': size, 'font-weight': weight, fill, 'font-family': 'Hanken', ...of },
    content,
  );

/** The last line of every poster: the author on the left, the theatre on the right. */
export const imprint = (author, fill = paper, y = 1716) => {
  const end = width - margin;
  return group(
    {},
    line(margin, y, 31, author, { fill }),
    line(end, y, 31, 'Teatro del Fanale', { fill, 'text-anchor': 'end' }),
    group({ transform: `translate(${end - 292} ${y - 31}) scale(0.36)` }, lanternMark(fill)),
  );
};

/** A smooth line through points, closed if it is to be filled. */
export const through = (points, closed = true) => {
  const at = (index) =>
    closed
      ? points[(index + points.length) % points.length]
      : points[Math.min(Math.max(index, 0), points.length - 1)];
  const number = (value) => value.toFixed(1);
  let d = `M ${points[0].map(number).join(' ')}`;
  for (let i = 0; i < points.length - (closed ? 0 : 1); i += 1) {
    const [a, b, c, e] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    const first = [b[0] + (c[0] - a[0]) / 6, b[1] + (c[1] - a[1]) / 6];
    const second = [c[0] - (e[0] - b[0]) / 6, c[1] - (e[1] - b[1]) / 6];
    d += ` C ${[...first, ...second, ...c].map(number).join(' ')}`;
  }
  return closed ? `${d} Z` : d;
};

/** Pseudo-random numbers, the same on each run. */
export const chance = (seed) => () => {
  seed = (seed * 1664525 + 1013904223) % 4294967296;
  return seed / 4294967296;
};

export const polar = (cx, cy, radius, degrees) => {
  const angle = ((degrees - 90) * Math.PI) / 180;
  return [cx + radius * Math.cos(angle), cy + radius * Math.sin(angle)];
};

export class Sheet {
  #definitions = [];
  #content = [];
  #names = 0;
  #size;

  /** The default size is that of a poster. */
  constructor(ground, size = { width, height }) {
    this.#size = size;
    this.add(rect(-10, -10, size.width + 20, size.height + 20, { fill: ground }));
  }

  add(...shapes) {
    this.#content.push(...shapes);
    return this;
  }

  #define(build) {
    const name = `d${(this.#names += 1)}`;
    this.#definitions.push(build(name));
    return `url(#${name})`;
  }

  /** A gradient between two points: stops are [offset, colour, opacity]. */
  linear([x1, y1], [x2, y2], stops) {
    return this.#gradient('linearGradient', { x1, y1, x2, y2 }, stops);
  }

  /** A gradient around a point. */
  radial([cx, cy], r, stops) {
    return this.#gradient('radialGradient', { cx, cy, r }, stops);
  }

  #gradient(kind, of, stops) {
    const stop = ([offset, colour, opacity = 1]) =>
      element('stop', { offset, 'stop-color': colour, 'stop-opacity': opacity });
    return this.#define((id) =>
      element(kind, { id, gradientUnits: 'userSpaceOnUse', ...of }, stops.map(stop).join('')),
    );
  }

  clip(...shapes) {
    return this.#define((id) => element('clipPath', { id }, shapes.join('')));
  }

  /**
   * Ink sprayed through a sieve: specks of one colour, which are denser where a shape is more
   * opaque.
   */
  spray(colour, shapes, { coarse = 0.55, clip, seed = 1 } = {}) {
    const filter = this.#define((id) =>
      element(
        'filter',
        {
          id,
          filterUnits: 'userSpaceOnUse',
          x: 0,
          y: 0,
          ...this.#size,
          'color-interpolation-filters': 'sRGB',
        },
        [
          `<feTurbulence type="fractalNoise" baseFrequency="${coarse}" numOctaves="2" seed="${seed}" result="noise"/>`,
          // Noise values are close to 0.5: spread them over the whole range.
          '<feColorMatrix in="noise" values="0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 2.6 0 0 0 -0.8" result="sieve"/>',
          '<feComposite in="SourceAlpha" in2="sieve" operator="arithmetic" k2="1" k3="1" k4="-1"/>',
          '<feComponentTransfer result="specks"><feFuncA type="linear" slope="7"/></feComponentTransfer>',
          `<feFlood flood-color="${colour}"/>`,
          '<feComposite in2="specks" operator="in"/>',
        ].join(''),
      ),
    );
    return group({ 'clip-path': clip }, group({ filter }, ...[shapes].flat()));
  }

  toString() {
    const view = `0 0 ${this.#size.width} ${this.#size.height}`;
    return element(
      'svg',
      { xmlns: 'http://www.w3.org/2000/svg', viewBox: view },
      element('defs', {}, this.#definitions.join('')) + this.#content.join(''),
    );
  }
}
