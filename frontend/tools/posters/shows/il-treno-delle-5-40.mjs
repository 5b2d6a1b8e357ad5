import { Sheet, circle, group, imprint, path, polar, rect, title } from '../drawing.mjs';
import { ink, lantern, paper, signal } from '../inks.mjs';

const dawn = '#2f7f8c';
const [x, y] = [600, 610];

/** A right shoe from above, toes up, 150 long around its middle. */
const sole =
  'M 0 -76 C 26 -78 36 -50 34 -20 C 32 0 26 14 27 34 C 28 60 18 76 0 76 C -18 76 -28 60 -26 34 C -25 14 -32 0 -32 -24 C -32 -54 -20 -76 0 -76 Z';
const opening =
  'M 0 -4 C 16 -4 18 20 18 36 C 18 54 12 64 0 64 C -12 64 -18 54 -18 36 C -18 20 -16 -4 0 -4 Z';
const lace = (colour) =>
  path('M -16 -34 L 16 -28 M -16 -20 L 16 -14', {
    stroke: colour,
    'stroke-width': 5,
    'stroke-linecap': 'round',
  });
const shoes = [
  // The nurse's clogs
  () => [
    path(sole, { fill: paper, stroke: ink, 'stroke-width': 7 }),
    ...[
      [-10, -52],
      [8, -52],
      [-14, -34],
      [12, -34],
      [0, -44],
    ].map(([a, b]) => circle(a, b, 4, { fill: ink })),
    path(opening, { fill: ink }),
  ],
  // The cook's
  () => [
    path(sole, { fill: ink }),
    path(opening, { fill: paper, transform: 'translate(0 -14) scale(.9 .9)' }),
  ],
  // The student's trainers
  () => [
    path(sole, { fill: signal }),
    path('M -28 -50 C -18 -82 18 -82 28 -50 Z', { fill: paper }),
    path(opening, { fill: ink }),
    lace(paper),
  ],
  // The gentleman's brogues
  () => [
    path(sole, { fill: '#7a4a2a' }),
    path('M -26 -46 Q 0 -24 26 -46', {
      fill: 'none',
      stroke: paper,
      'stroke-width': 4,
      'stroke-dasharray': '2 7',
      'stroke-linecap': 'round',
    }),
    path(opening, { fill: ink }),
    lace(ink),
  ],
  // The cleaner's slippers
  () => [
    path(sole, { fill: dawn }),
    path('M -30 -2 C -20 -14 20 -14 30 -2 L 24 36 C 24 60 16 70 0 70 C -16 70 -24 60 -24 36 Z', {
      fill: lantern,
    }),
  ],
  // The sleeper's, unlaced
  () => [
    path(sole, { fill: lantern, stroke: ink, 'stroke-width': 7 }),
    path(opening, { fill: ink }),
    lace(ink),
    path('M 16 -30 q 30 0 26 24', { fill: 'none', stroke: ink, 'stroke-width': 5 }),
  ],
];

/** A track as a hand of the clock. */
const hand = (degrees, length) =>
  group(
    { transform: `rotate(${degrees} ${x} ${y})`, fill: ink },
    rect(x - 20, y - length, 9, length + 70),
    rect(x + 11, y - length, 9, length + 70),
    ...Array.from({ length: Math.floor((length + 60) / 30) }, (_, i) =>
      rect(x - 36, y + 56 - i * 30, 72, 11),
    ),
  );

/** A station clock: twelve shoes of six travellers are its hours, and its hands are tracks. */
export const ilTreno = () => {
  const sheet = new Sheet(dawn);
  const hours = Array.from({ length: 12 }, (_, hour) => {
    const degrees = hour * 30 + 15 - 15;
    const [sx, sy] = polar(x, y, 358, degrees);
    const left = hour % 2 === 0;
    return group(
      { transform: `translate(${sx} ${sy}) rotate(${degrees}) scale(${left ? -1 : 1} 1)` },
      ...shoes[Math.floor(hour / 2)](),
    );
  });
  sheet.add(
    rect(470, -10, 24, 220, { fill: ink }),
    rect(706, -10, 24, 220, { fill: ink }),
    circle(x, y, 500, { fill: ink }),
    circle(x, y, 458, { fill: paper }),
    ...hours,
    hand(170, 190),
    hand(240, 262),
    circle(x, y, 30, { fill: signal }),
    rect(0, 1250, 1200, 66, { fill: lantern }),
    rect(0, 1316, 1200, 500, { fill: ink }),
    title(84, 1480, 118, 'Il treno', {}),
    title(84, 1640, 178, 'delle 5:40', {}),
    imprint('di Marta Belvedere'),
  );
  return sheet;
};
