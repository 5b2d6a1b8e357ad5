import { Sheet, circle, group, imprint, line, path, polar, rect, title } from '../drawing.mjs';
import { ink, lantern, paper, signal } from '../inks.mjs';

const dawn = '#3a8d96';
const leather = '#9a5a2e';
const [x, y] = [600, 560];

/** A right shoe from above, toes up, about 150 long around its middle. */
const sole =
  'M 2 -77 C 26 -76 37 -50 34 -20 C 32 2 26 14 27 36 C 28 62 18 77 0 77 C -18 77 -28 62 -26 36 ' +
  'C -25 14 -31 0 -32 -24 C -32 -56 -22 -77 2 -77 Z';
const throat =
  'M 0 -6 C 17 -6 19 20 18 38 C 17 56 12 65 0 65 C -12 65 -17 56 -18 38 C -19 20 -17 -6 0 -6 Z';
const line3 = (d, stroke, width = 5, of = {}) =>
  path(d, { fill: 'none', stroke, 'stroke-width': width, 'stroke-linecap': 'round', ...of });
const laces = (colour) => line3('M -17 -36 L 17 -30 M -17 -22 L 17 -16', colour, 6);

const pairs = [
  // The nurse's clogs
  [
    path(sole, { fill: '#fff', stroke: ink, 'stroke-width': 6 }),
    ...[
      [-12, -52],
      [10, -52],
      [-17, -34],
      [16, -34],
      [0, -40],
      [-6, -22],
      [12, -20],
    ].map(([a, b]) => circle(a, b, 4.5, { fill: ink })),
    path(throat, { fill: ink, transform: 'translate(0 4) scale(1 .94)' }),
  ],
  // The cook's, which he steps into
  [path(sole, { fill: ink }), path(throat, { fill: dawn, transform: 'translate(0 -2)' })],
  // The student's trainers
  [
    path(sole, { fill: signal, stroke: signal, 'stroke-width': 8 }),
    path('M -27 -50 C -20 -84 24 -86 31 -50 C 14 -60 -10 -60 -27 -50 Z', { fill: paper }),
    path(throat, { fill: ink }),
    laces(paper),
  ],
  // The gentleman's brogues
  [
    path(sole, { fill: leather }),
    line3('M -27 -48 Q -10 -44 2 -30 Q 14 -44 32 -48', paper, 5, { 'stroke-dasharray': '1 8' }),
    path(throat, { fill: ink }),
    line3('M -13 -18 L 13 -14', ink, 6),
  ],
  // The cleaner's slippers
  [
    path(sole, { fill: dawn }),
    path(
      'M -30 -8 C -14 -22 18 -22 33 -8 C 30 8 26 20 27 36 C 28 62 18 77 0 77 C -18 77 -28 62 -26 36 C -25 14 -28 6 -30 -8 Z',
      { fill: ink },
    ),
    path(throat, { fill: paper, transform: 'translate(0 8) scale(.86 .86)' }),
  ],
  // The sleeper's, unlaced
  [
    path(sole, { fill: lantern }),
    path(throat, { fill: ink }),
    laces(ink),
    line3('M 17 -30 C 44 -34 50 -8 40 6', ink, 5),
    line3('M -17 -22 C -40 -24 -46 -4 -38 4', ink, 5),
  ],
];

/** A track that vanishes in the distance, as a hand of the clock. */
const hand = (degrees, length, wide) => {
  const half = (at) => wide * (1 - at / (length * 1.3));
  const rail = (side) =>
    path(
      `M ${side * (half(0) - 16)} 0 L ${side * half(0)} 0 L ${side * half(length)} ${-length} L ${side * (half(length) - 6)} ${-length} Z`,
    );
  const sleepers = [];
  for (let at = 52; at < length - 4; at += half(at) * 0.8 + 7) {
    const [reach, high] = [half(at) * 1.42, half(at) * 0.3];
    sleepers.push(rect(-reach, -at - high, reach * 2, high));
  }
  return group(
    { transform: `translate(${x} ${y}) rotate(${degrees})`, fill: ink },
    rail(1),
    rail(-1),
    ...sleepers,
  );
};

/** A station's clock: the shoes of six who wait are its hours, and its hands are tracks. */
export const ilTreno = () => {
  const sheet = new Sheet(dawn);
  const hours = Array.from({ length: 12 }, (_, hour) => {
    const [sx, sy] = polar(x, y, 350, hour * 30);
    const side = hour % 2 === 0 ? -1 : 1;
    return group(
      {
        transform: `translate(${sx} ${sy}) rotate(${hour * 30}) scale(${side * 1.22} 1.22)`,
      },
      ...pairs[Math.floor(hour / 2)],
    );
  });
  sheet.add(
    rect(486, -10, 30, 160, { fill: ink }),
    rect(684, -10, 30, 160, { fill: ink }),
    circle(x, y, 502, { fill: ink }),
    circle(x, y, 466, { fill: paper }),
    sheet.spray(
      '#f3d9a4',
      circle(x, y, 466, {
        fill: sheet.radial([x - 90, y - 110], 620, [
          [0.62, '#000', 0],
          [1, '#000', 0.9],
        ]),
      }),
    ),
    ...hours,
    hand(170, 172, 48),
    hand(240, 236, 48),
    circle(x, y, 56, { fill: ink }),
    circle(x, y, 22, { fill: signal }),
    rect(0, 1196, 1200, 620, { fill: ink }),
    rect(0, 1196, 1200, 84, { fill: lantern }),
    line(600, 1250, 33, 'NON OLTREPASSARE LA LINEA GIALLA', {
      fill: ink,
      weight: 800,
      'letter-spacing': 9,
      'text-anchor': 'middle',
    }),
    title(80, 1450, 158, 'Il treno'),
    title(80, 1630, 184, 'delle 5:40'),
    imprint('di Marta Belvedere'),
  );
  return sheet;
};
