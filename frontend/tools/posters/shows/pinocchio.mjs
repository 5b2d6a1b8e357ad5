import { Sheet, circle, group, imprint, path, title } from '../drawing.mjs';
import { ink, lantern, paper, signal } from '../inks.mjs';

const young = '#2c9a63';
const old = '#12623f';
const wood = '#dba860';

/** The head is drawn looking right, and then looks up along its nose. */
const [x, y, r] = [452, 1010, 300];
const tip = [1052, 208];
const reach = Math.hypot(tip[0] - x, tip[1] - y);
const pose = {
  transform: `translate(${x} ${y}) rotate(${(Math.atan2(tip[1] - y, tip[0] - x) * 180) / Math.PI})`,
};

/** A leaf so far along the nose, above (-1) or below it (1). */
const leaf = (at, side, size, turn) =>
  group(
    {
      transform: `translate(${at * reach} ${side * 8}) rotate(${side * turn}) scale(${size} ${size * side})`,
    },
    path('M -24 -4 L 36 -4 L 36 3 L -24 4 Z', { fill: ink }),
    path('M 24 0 C 50 -72 136 -84 226 -8 Q 126 8 24 0 Z', { fill: young }),
    path('M 24 0 C 64 64 152 64 226 -8 Q 126 8 24 0 Z', { fill: old }),
  );

/** The lie that comes true: the nose is a branch again, and in leaf. */
export const pinocchio = () => {
  const sheet = new Sheet(lantern);
  const nose = `M 230 -64 C 420 -56 ${reach * 0.6} -34 ${reach} -8 L ${reach} 8 C ${reach * 0.6} 34 420 58 230 68 Z`;
  const knots = [
    [610, -6, 26],
    [742, 8, 20],
    [852, -4, 16],
  ];
  sheet.add(
    group(
      pose,
      leaf(0.985, 1, 0.8, 2),
      leaf(0.94, -1, 0.9, 48),
      leaf(0.86, 1, 0.86, 40),
      leaf(0.79, -1, 1, 50),
      leaf(0.69, 1, 0.86, 50),
      leaf(0.56, 1, 0.52, 56),
    ),
    group(pose, circle(0, 0, r, { fill: paper })),
    group(
      { 'clip-path': sheet.clip(circle(x, y, r)) },
      sheet.spray(
        wood,
        circle(x, y, r, {
          fill: sheet.radial([x + 60, y - 150], 500, [
            [0.42, '#000', 0],
            [1, '#000', 0.85],
          ]),
        }),
      ),
      group(
        { ...pose, fill: 'none', stroke: wood, 'stroke-width': 8 },
        path('M -300 -60 C -220 -40 -190 60 -230 190'),
        path('M -300 -10 C -256 10 -236 80 -262 170'),
        path('M -290 -118 C -176 -90 -140 60 -190 250'),
      ),
    ),
    group(pose, path(nose, { fill: paper })),
    sheet.spray(
      ink,
      group(
        {
          ...pose,
          fill: sheet.linear(
            [330, 0],
            [700, 0],
            [
              [0, '#000', 0],
              [1, '#000', 1],
            ],
          ),
        },
        path(nose),
      ),
    ),
    group(
      { ...pose, fill: 'none', stroke: wood, 'stroke-width': 6, 'stroke-linecap': 'round' },
      ...knots.map(([at, off, wide]) => path(`M ${at - wide} ${off} q ${wide} -12 ${wide * 2} 0`)),
    ),
    group(
      pose,
      // A paper hat
      path(
        'M -272 -128 C -262 -220 -208 -328 -124 -410 C -120 -380 -84 -300 -36 -226 C -120 -214 -210 -178 -272 -128 Z',
        { fill: '#b93222' },
      ),
      path(
        'M -124 -410 C -6 -376 110 -316 206 -218 C 130 -238 40 -240 -36 -226 C -84 -300 -120 -380 -124 -410 Z',
        { fill: signal },
      ),
      // What he looks with, and at
      circle(148, -124, 38, { fill: ink }),
      circle(164, -134, 12, { fill: paper }),
      circle(44, 66, 60, { fill: signal }),
      circle(-138, 46, 25, { fill: ink }),
      path('M -150 34 l 24 24', { stroke: paper, 'stroke-width': 7 }),
      group(
        { fill: 'none', stroke: ink, 'stroke-width': 13, 'stroke-linecap': 'round' },
        path('M 70 150 C 130 192 210 182 262 122'),
      ),
    ),
    // A bird believes it already.
    group(
      { transform: 'translate(690 476) rotate(-6)' },
      path('M -16 62 L -4 128 M 14 58 L 36 112', { stroke: ink, 'stroke-width': 8, fill: 'none' }),
      path(
        'M 4 70 C -64 76 -104 28 -100 -22 L -176 -74 L -92 -58 C -66 -96 -4 -92 16 -54 L 58 -50 L 24 -26 C 34 20 28 58 4 70 Z',
        { fill: signal },
      ),
      path('M 58 -50 L 22 -24 L 18 -52 Z', { fill: ink }),
      path('M -94 -16 C -60 -32 -24 -22 -18 18 C -52 36 -86 18 -94 -16 Z', { fill: ink }),
      circle(-4, -52, 9, { fill: ink }),
    ),
    title(76, 1562, 176, 'Pinocchio', { fill: ink }),
    title(84, 1650, 80, 'o del diventare', { fill: ink, italic: true, weight: 500 }),
    imprint('da Carlo Collodi', ink),
  );
  return sheet;
};
