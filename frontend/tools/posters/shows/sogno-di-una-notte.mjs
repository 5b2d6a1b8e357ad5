import { Sheet, chance, circle, group, imprint, path, title } from '../drawing.mjs';
import { lantern, paper } from '../inks.mjs';

const green = '#11694d';
const dark = '#082a23';
const violet = '#7a3fc4';
const lilac = '#c39bf2';

const mirror = { transform: 'matrix(-1 0 0 1 1200 0)' };

const ear =
  'M 506 850 C 384 790 246 590 236 350 C 232 230 270 138 300 70 C 396 160 572 380 582 640 C 584 730 556 810 506 850 Z';

/** The ribs of a leaf: along the ear, and off to both its sides. */
const ribs = [
  path('M 303 104 C 344 330 420 610 530 800 L 512 806 C 406 616 334 330 303 104 Z'),
  ...Array.from({ length: 8 }, (_, rib) => {
    const t = 0.13 + rib * 0.095;
    const at = [
      (1 - t) ** 3 * 303 + 3 * (1 - t) ** 2 * t * 340 + 3 * (1 - t) * t * t * 414 + t ** 3 * 521,
      (1 - t) ** 3 * 104 + 3 * (1 - t) ** 2 * t * 330 + 3 * (1 - t) * t * t * 612 + t ** 3 * 802,
    ];
    const long = 66 + 88 * Math.sin(Math.PI * Math.min(1, t + 0.16));
    const [x, y] = at;
    const right = `M ${x} ${y + 7} Q ${x + long * 0.36} ${y - long * 0.16} ${x + long * 0.66} ${y - long * 0.62} Q ${x + long * 0.26} ${y - long * 0.26} ${x - 2} ${y - 6} Z`;
    const left = `M ${x} ${y + 7} Q ${x - long * 0.3} ${y - long * 0.4} ${x - long * 0.42} ${y - long * 0.86} Q ${x - long * 0.14} ${y - long * 0.4} ${x + 4} ${y - 6} Z`;
    return path(`${right} ${left}`);
  }),
];

const head =
  'M 600 690 C 752 690 862 776 866 924 C 868 1056 800 1120 780 1214 C 760 1350 716 1430 600 1430 ' +
  'C 484 1430 440 1350 420 1214 C 400 1120 332 1056 334 924 C 338 776 448 690 600 690 Z';
const muzzle =
  'M 600 1138 C 706 1138 772 1196 770 1280 C 768 1370 706 1424 600 1424 C 494 1424 432 1370 430 1280 C 428 1196 494 1138 600 1138 Z';

const sleepingEye = [
  path('M 396 964 C 420 1012 506 1024 546 972'),
  path('M 410 990 l -22 22 M 436 1006 l -13 30 M 470 1012 l -2 34 M 504 1006 l 12 30'),
];

const petal =
  'M 0 0 C -70 -24 -84 -112 -30 -138 C -14 -146 -4 -138 0 -130 C 4 -138 14 -146 30 -138 C 84 -112 70 -24 0 0 Z';

/** Bottom asleep: his ears are leaves, the moon is between them, and the juice is falling. */
export const sognoDiUnaNotte = () => {
  const sheet = new Sheet(green);
  const next = chance(5);
  const blades = Array.from({ length: 46 }, (_, blade) => {
    const x = -30 + blade * 28 + next() * 16;
    const middle = Math.abs(x - 600) / 600;
    const tall = 24 + middle * 150 + next() * (60 + middle * 60);
    const lean = (next() - 0.5) * 150;
    const wide = 13 + next() * 13;
    return path(
      `M ${x - wide} 1500 Q ${x - wide * 0.4 + lean * 0.2} ${1430 - tall * 0.5} ${x + lean} ${1430 - tall} Q ${x + wide + lean * 0.4} ${1430 - tall * 0.4} ${x + wide} 1500 Z`,
    );
  });
  const fireflies = [
    [96, 620],
    [176, 880],
    [82, 1080],
    [238, 1160],
    [1110, 560],
    [1020, 820],
    [1124, 960],
    [980, 1120],
    [1090, 1210],
    [150, 330],
    [1070, 250],
  ];
  sheet.add(
    ...fireflies.map(([x, y], number) => circle(x, y, 5 + (number % 3) * 2.5, { fill: lantern })),
    circle(600, 486, 344, { fill: lantern }),
    sheet.spray(
      '#ee9b34',
      circle(600, 486, 344, {
        fill: sheet.linear(
          [600, 420],
          [600, 850],
          [
            [0, '#000', 0],
            [1, '#000', 0.7],
          ],
        ),
      }),
    ),
    group({ fill: dark }, path(ear), path(ear, mirror)),
    group({ fill: green }, ...ribs, group(mirror, ...ribs)),
    path(head, { fill: dark }),
    sheet.spray(
      green,
      path(head, {
        fill: sheet.radial([600, 760], 330, [
          [0, '#000', 0.8],
          [1, '#000', 0],
        ]),
      }),
    ),
    path(muzzle, { fill: '#dccfae' }),
    sheet.spray(
      '#8f8f66',
      path(muzzle, {
        fill: sheet.radial([600, 1210], 230, [
          [0.45, '#000', 0],
          [1, '#000', 0.75],
        ]),
      }),
    ),
    group(
      { fill: dark },
      path(
        'M 492 1226 C 512 1212 536 1232 534 1262 C 532 1276 514 1274 516 1260 C 516 1246 508 1242 494 1244 C 484 1244 484 1232 492 1226 Z',
      ),
      path(
        'M 492 1226 C 512 1212 536 1232 534 1262 C 532 1276 514 1274 516 1260 C 516 1246 508 1242 494 1244 C 484 1244 484 1232 492 1226 Z',
        mirror,
      ),
    ),
    group(
      { fill: 'none', stroke: dark, 'stroke-width': 9, 'stroke-linecap': 'round' },
      path('M 520 1338 C 560 1372 640 1372 680 1338'),
    ),
    group(
      { fill: 'none', stroke: paper, 'stroke-width': 12, 'stroke-linecap': 'round' },
      ...sleepingEye,
      group(mirror, ...sleepingEye),
    ),
    group(
      { transform: 'translate(600 770) scale(1.08)' },
      path(petal, { fill: violet, transform: 'rotate(-38) scale(1.06)' }),
      path(petal, { fill: violet, transform: 'rotate(38) scale(1.06)' }),
      path(petal, { fill: lilac, transform: 'rotate(-104) scale(.92)' }),
      path(petal, { fill: lilac, transform: 'rotate(104) scale(.92)' }),
      path(petal, { fill: lilac, transform: 'rotate(180) scale(1.06 .96)' }),
      ...[-116, -98, -80, 80, 98, 116, 150, 168, 192, 210].map((turn) =>
        path('M -4 -22 L 0 -76 L 4 -22 Z', { fill: dark, transform: `rotate(${turn})` }),
      ),
      circle(0, 4, 26, { fill: lantern }),
    ),
    path('M 722 850 c 24 46 36 62 36 80 a 36 36 0 0 1 -72 0 c 0 -18 12 -34 36 -80 z', {
      fill: lilac,
    }),
    path('M 704 930 a 20 20 0 0 0 16 20', {
      fill: 'none',
      stroke: paper,
      'stroke-width': 7,
      'stroke-linecap': 'round',
    }),
    group({ fill: dark }, ...blades, path('M -10 1404 H 1210 V 1810 H -10 Z')),
    title(78, 1566, 168, 'Sogno'),
    title(84, 1652, 66, 'di una notte di mezza estate', { italic: true, weight: 500 }),
    imprint('di William Shakespeare'),
  );
  return sheet;
};
