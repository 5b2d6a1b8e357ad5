import { Sheet, circle, group, imprint, path, title } from '../drawing.mjs';
import { ink, lantern, paper } from '../inks.mjs';

const green = '#0e5a43';
const dark = '#0a2f27';
const pansy = '#b05ad0';

/** Bottom asleep: ears that are leaves, the moon between them, the juice about to fall. */
export const sognoDiUnaNotte = () => {
  const sheet = new Sheet(green);
  const ear =
    'M 480 820 C 380 760 250 560 250 330 C 250 220 290 140 320 90 C 400 180 560 380 560 640 C 560 720 530 790 480 820 Z';
  const mirror = { transform: 'matrix(-1 0 0 1 1200 0)' };
  const vein = [
    path('M 322 110 C 360 330 420 600 500 800', {
      fill: 'none',
      stroke: green,
      'stroke-width': 12,
    }),
    ...[0, 1, 2, 3, 4, 5].map((i) => {
      const [x, y] = [344 + i * 22, 240 + i * 82];
      return path(`M ${x} ${y} q 40 -30 ${70 + i * 4} -40 M ${x} ${y} q -30 -50 -70 -80`, {
        fill: 'none',
        stroke: green,
        'stroke-width': 8,
      });
    }),
  ];
  const head =
    'M 600 690 C 760 690 850 790 850 930 C 850 1060 790 1130 770 1220 C 750 1340 700 1400 600 1400 C 500 1400 450 1340 430 1220 C 410 1130 350 1060 350 930 C 350 790 440 690 600 690 Z';
  sheet.add(
    circle(600, 470, 330, { fill: lantern }),
    group({ fill: dark }, path(ear), path(ear, mirror)),
    group({}, ...vein),
    group(mirror, ...vein),
    path(head, { fill: dark }),
    path(
      'M 600 1150 C 700 1150 752 1210 752 1280 C 752 1360 690 1400 600 1400 C 510 1400 448 1360 448 1280 C 448 1210 500 1150 600 1150 Z',
      { fill: paper },
    ),
    group(
      { fill: dark },
      path('M 540 1260 q 20 -30 34 0 q -10 26 -34 0 z'),
      path('M 660 1260 q -20 -30 -34 0 q 10 26 34 0 z'),
    ),
    group(
      { fill: 'none', stroke: paper, 'stroke-width': 12, 'stroke-linecap': 'round' },
      path('M 400 960 q 60 60 130 10'),
      path('M 800 960 q -60 60 -130 10'),
    ),
    group(
      { fill: pansy },
      ...[0, 72, 144, 216, 288].map((turn) =>
        path('M 600 740 c -70 -40 -70 -120 0 -130 c 70 10 70 90 0 130 z', {
          transform: `rotate(${turn} 600 740)`,
        }),
      ),
    ),
    circle(600, 740, 28, { fill: lantern }),
    path('M 690 860 c 30 50 34 62 34 76 a 34 34 0 0 1 -68 0 c 0 -14 4 -26 34 -76 z', {
      fill: pansy,
    }),
    title(84, 1560, 190, 'Sogno'),
    title(84, 1650, 70, 'di una notte di mezza estate', { italic: true, weight: 500 }),
    imprint('di William Shakespeare'),
  );
  return sheet;
};
