import { Sheet, circle, group, imprint, path, rect, through, title } from '../drawing.mjs';
import { ink, lantern, paper, signal } from '../inks.mjs';

const dusk = '#8a63b8';
const night = '#2f1c4a';

/** The shell: its edge comes nearer to the middle by the same part each turn. */
const [x, y] = [438, 826];
const shrink = Math.log(1.58) / 360;
const radius = (degrees) => 366 * Math.exp(-shrink * degrees);
/** A point of the shell so many degrees, against the clock, from where the neck comes out. */
const onShell = (degrees, part = 1) => {
  const angle = ((32 - degrees) * Math.PI) / 180;
  const r = radius(degrees) * part;
  return [x + r * Math.cos(angle), y + r * Math.sin(angle)];
};
const turn = (from, to, part = 1) => {
  const points = [];
  for (let degrees = from; degrees <= to; degrees += 12) points.push(onShell(degrees, part));
  return points;
};
const corners = (points) =>
  `M ${points.map(([px, py]) => `${px.toFixed(1)} ${py.toFixed(1)}`).join(' L ')} Z`;

/** A window between two places of the outer turn. */
const pane = (from, to) => {
  const rim = [];
  for (let degrees = from; degrees <= to; degrees += 2) rim.push(onShell(degrees, 0.91));
  for (let degrees = to; degrees >= from; degrees -= 2) rim.push(onShell(degrees, 0.72));
  return corners(rim);
};

const waiting = [
  // One with a suitcase
  'M -20 0 L -18 -62 C -30 -80 -30 -126 -16 -136 L -6 -140 L -8 -150 C -16 -158 -16 -168 -14 -174 L -24 -176 L -24 -181 L -16 -182 C -16 -204 16 -204 16 -182 L 24 -181 L 24 -176 L 14 -174 C 16 -168 16 -158 8 -150 L 6 -140 L 16 -136 C 30 -126 30 -80 18 -62 L 20 0 L 3 0 L 0 -52 L -3 0 Z M -64 0 v -44 h 14 v -10 h 18 v 10 h 12 v 44 z',
  // One with an umbrella, which it does not rain on
  'M -18 0 L -18 -66 C -30 -86 -28 -122 -16 -130 L -6 -134 L -8 -144 C -16 -152 -16 -162 -14 -168 L -24 -170 L -24 -175 L -16 -176 C -16 -198 16 -198 16 -176 L 24 -175 L 24 -170 L 14 -168 C 16 -162 16 -152 8 -144 L 6 -134 L 16 -130 L 40 -112 V -226 C 2 -226 -22 -216 -36 -196 C -36 -250 6 -270 40 -272 V -284 H 47 V -272 C 82 -270 122 -250 122 -196 C 108 -216 84 -226 47 -226 V -70 H 40 V -98 L 24 -104 L 18 -66 L 18 0 L 3 0 L 0 -52 L -3 0 Z',
];

/** The thirteen is a snail: it will come. */
export const aspettandoIlTram = () => {
  const sheet = new Sheet(dusk);
  const ground = 1250;
  const shell = corners(turn(0, 372));
  const spiral = through(turn(0, 1000), false);
  const body =
    `M -40 ${ground} C 30 1180 130 1094 262 1080 L 480 1074 C 590 1064 648 1010 690 950 C 724 894 772 872 826 872 ` +
    `C 890 874 916 926 906 984 C 894 1060 890 1120 884 1160 C 880 1200 870 ${ground} 822 ${ground} Z`;
  const stalks = [
    [800, 900, 640, 268],
    [846, 896, 782, 264],
  ];
  const windows = Array.from({ length: 9 }, (_, number) => [22 + number * 27, 43 + number * 27]);
  sheet.add(
    path('M -10 232 Q 600 300 1210 232', { fill: 'none', stroke: ink, 'stroke-width': 8 }),
    path('M 850 986 L 1210 862 V 1252 H 946 L 850 1014 Z', { fill: lantern }),
    sheet.spray(
      dusk,
      path('M 850 986 L 1210 862 V 1252 H 946 L 850 1014 Z', {
        fill: sheet.linear(
          [980, 1100],
          [1240, 1100],
          [
            [0, '#000', 0],
            [1, '#000', 0.72],
          ],
        ),
      }),
    ),
    path(shell, { fill: signal }),
    sheet.spray(
      ink,
      path(shell, {
        fill: sheet.radial([x + 110, y - 130], 520, [
          [0.45, '#000', 0],
          [1, '#000', 0.7],
        ]),
      }),
    ),
    path(spiral, { fill: 'none', stroke: ink, 'stroke-width': 17, 'stroke-linecap': 'round' }),
    ...windows.map(([from, to]) =>
      path(pane(from, to), {
        fill: lantern,
        stroke: ink,
        'stroke-width': 8,
        'stroke-linejoin': 'round',
      }),
    ),
    circle(x, y, 84, { fill: paper, stroke: ink, 'stroke-width': 12 }),
    title(x, y + 36, 104, '13', { fill: ink, 'text-anchor': 'middle' }),
    path(body, { fill: ink }),
    ...stalks.map(([fx, fy, tx, ty]) =>
      group(
        { fill: 'none', stroke: ink, 'stroke-width': 17, 'stroke-linecap': 'round' },
        path(`M ${fx} ${fy} L ${tx} ${ty + 26}`),
        circle(tx, ty + 26, 22, { fill: paper, 'stroke-width': 9 }),
        circle(tx + 8, ty + 28, 7, { fill: ink, stroke: 'none' }),
      ),
    ),
    // Sparks
    group(
      { fill: lantern, transform: 'translate(788 266)' },
      path('M 0 0 L -10 -92 L 14 -36 L 58 -98 L 40 -30 L 104 -44 L 44 -2 Z'),
    ),
    circle(872, 1000, 30, { fill: lantern }),
    path('M 828 1082 q 26 24 62 -2', {
      fill: 'none',
      stroke: dusk,
      'stroke-width': 9,
      'stroke-linecap': 'round',
    }),
    path(waiting[0], { transform: `translate(1000 ${ground})`, fill: ink }),
    path(waiting[1], { transform: `translate(1068 ${ground})`, fill: ink }),
    rect(-10, ground, 1220, 580, { fill: night }),
    rect(-10, ground, 1220, 14, { fill: ink }),
    title(80, 1480, 138, 'Aspettando'),
    title(80, 1636, 158, 'il tram'),
    imprint('di Nevio Caldara'),
  );
  return sheet;
};
