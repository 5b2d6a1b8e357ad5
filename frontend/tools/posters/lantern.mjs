/**
 * The theatre's lantern, in a square of 100: its hook, its roof, and its light, which is the cone
 * of a stage light with its pool on the boards.
 */

import { ink, lantern, paper } from './inks.mjs';

/** The part above the light, down to 40. */
export const lanternHead =
  '<path d="M50 2a11 11 0 0 0-8 18.5L18 36q-2 1.4 0 4h64q2-2.6 0-4L58 20.5A11 11 0 0 0 50 2zm0 7a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9z" fill-rule="evenodd"/>';
const light = '<path d="M35 44h30l27 42a42 10 0 0 1-84 0z"/>';
const pool = '<ellipse cx="50" cy="86" rx="42" ry="10"/>';

/** The lantern in one colour, for the imprint. */
export const lanternMark = (fill) =>
  `<g fill="${fill}">${lanternHead}<g fill-opacity="0.5">${light}</g>${pool}</g>`;

/**
 * The site's icon: a dark house with a lit lantern. `inset` is the distance of the lantern from the
 * edges, `radius` rounds the house's corners, both in hundredths.
 */
export const lanternIcon = ({ inset = 13, radius = 22 } = {}) => {
  const scale = (100 - 2 * inset) / 100;
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">' +
    `<rect width="100" height="100" rx="${radius}" fill="${ink}"/>` +
    `<g transform="translate(${inset} ${inset}) scale(${scale})">` +
    `<g fill="${paper}">${lanternHead}</g><g fill="${lantern}">${light}</g>` +
    `<g fill="#fff1d0">${pool}</g></g></svg>\n`
  );
};
