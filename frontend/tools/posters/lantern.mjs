/** The lantern that stands for the house, in a square of 100. Its light is a stage light's cone. */

import { ink, lantern } from './inks.mjs';

const handle = 'M36 14a14 14 0 0 1 28 0v6h-7v-6a7 7 0 0 0-14 0v6h-7z';
const hood = 'M30 20h40l8 15H22z';
const light = 'M33 40h34l27 54H6z';

/** What stands above the light. */
export const lanternHead = `<path d="${handle}"/><path d="${hood}"/>`;

/** In one colour, as an imprint. */
export const lanternMark = (fill) => `<g fill="${fill}">${lanternHead}<path d="${light}"/></g>`;

/**
 * As an icon of the program: a dark house with a lit lantern. `inset` is how far the lantern stays
 * from the edges, `radius` rounds the house's corners, both in hundredths.
 */
export const lanternIcon = ({ inset = 14, radius = 22, paper = '#f6efe2' } = {}) => {
  const scale = (100 - 2 * inset) / 100;
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">' +
    `<rect width="100" height="100" rx="${radius}" fill="${ink}"/>` +
    `<g transform="translate(${inset} ${inset}) scale(${scale})">` +
    `<g fill="${paper}">${lanternHead}</g>` +
    `<path d="${light}" fill="${lantern}"/></g></svg>\n`
  );
};
