/** A dark house, with one lantern's light on an empty stage. */

import { Sheet, ellipse, group, path, rect } from './drawing.mjs';
import { ink, lantern, paper } from './inks.mjs';
import { lanternHead } from './lantern.mjs';

const size = { width: 1200, height: 630 };

export const litStage = () => {
  const sheet = new Sheet(ink, size);
  const back = 448;
  const folds = Array.from({ length: 10 }, (_, fold) => {
    const [x, sway] = [-12 + fold * 27, fold % 2 === 0 ? 7 : -5];
    return path(
      `M ${x} -10 h 27 C ${x + 27 + sway} 160 ${x + 27 - sway} 300 ${x + 27 + fold * 1.5} ${back + 14} h -27 C ${x - sway} 300 ${x + sway} 160 ${x} -10 z`,
      { fill: ['#4b1a12', '#33120d', '#40160f'][fold % 3] },
    );
  });
  const dimmed = rect(-10, -10, 305, back + 24, {
    fill: sheet.linear(
      [0, 0],
      [290, 0],
      [
        [0, ink, 0.85],
        [1, ink, 0.05],
      ],
    ),
  });
  // The gap between the folds
  const cloth = path(`M -10 -10 H 256 L 270 ${back + 10} H -10 Z`, { fill: '#33120d' });
  const curtain = [cloth, ...folds, dimmed];
  const planks = Array.from({ length: 25 }, (_, plank) => {
    const x = 600 + (plank - 12) * 56;
    return path(`M ${x} ${back} L ${600 + (x - 600) * 1.5} 640`);
  });
  const seats = (y, wide, shift, fill) =>
    group(
      { fill },
      ...Array.from({ length: Math.ceil(1300 / wide) + 1 }, (_, seat) =>
        rect(seat * wide - shift + 5, y, wide - 10, 200, { rx: wide * 0.27 }),
      ),
    );
  const cone = (top, wide, deep, y) =>
    `M ${600 - top} 122 H ${600 + top} L ${600 + wide} ${y} A ${wide} ${deep} 0 0 1 ${600 - wide} ${y} Z`;
  sheet.add(
    rect(0, 0, 1200, back, { fill: '#1b1411' }),
    rect(-10, back, 1220, 200, { fill: '#3a281b' }),
    group({ stroke: '#2c1d13', 'stroke-width': 4 }, ...planks),
    path(cone(60, 420, 62, 486), { fill: '#33241a' }),
    path(cone(38, 292, 46, 486), {
      fill: sheet.linear(
        [0, 122],
        [0, 500],
        [
          [0, '#ffdb94'],
          [0.3, lantern],
          [1, '#e8a044'],
        ],
      ),
    }),
    ellipse(600, 486, 292, 46, { fill: '#ffe6b3' }),
    ...curtain,
    group({ transform: 'matrix(-1 0 0 1 1200 0)' }, ...curtain),
    rect(597, -10, 6, 40, { fill: paper }),
    group({ transform: 'translate(510 14) scale(1.8 2.4)', fill: paper }, lanternHead),
    seats(546, 92, 40, '#211813'),
    seats(584, 112, 78, ink),
  );
  return sheet;
};
