/** The dark house, and one lantern's light on an empty stage. */

import { Sheet, ellipse, group, path, rect } from './drawing.mjs';
import { ink, lantern } from './inks.mjs';
import { lanternHead } from './lantern.mjs';

const size = { width: 1200, height: 630 };

export const litStage = () => {
  const sheet = new Sheet(ink, size);
  const folds = Array.from({ length: 11 }, (_, fold) => {
    const [x, wide] = [fold * 30, 15];
    return path(`M ${x} 0 h ${wide} q 8 250 -4 455 h -${wide} q 6 -250 4 -455 z`);
  });
  const curtain = group({ fill: '#241a14' }, ...folds);
  const seats = (y, wide, shift, fill) =>
    group(
      { fill },
      ...Array.from({ length: Math.ceil(1300 / wide) + 1 }, (_, seat) => {
        const x = seat * wide - shift;
        return rect(x + 5, y, wide - 10, 200, { rx: wide * 0.28 });
      }),
    );
  const cone = 'M 572 150 H 628 L 900 468 A 300 44 0 0 1 300 468 Z';
  sheet.add(
    rect(0, 0, 1200, 455, { fill: '#1a1410' }),
    curtain,
    group({ transform: 'matrix(-1 0 0 1 1200 0)' }, curtain),
    path('M 120 455 H 1080 L 1200 540 V 640 H 0 V 540 Z', { fill: '#33251a' }),
    path(cone, {
      fill: sheet.linear(
        [0, 150],
        [0, 500],
        [
          [0, '#ffd88c'],
          [0.35, lantern],
          [1, '#e79a35'],
        ],
      ),
    }),
    ellipse(600, 468, 300, 44, { fill: '#ffe3a8' }),
    group({ transform: 'translate(512 14) scale(1.76)', fill: '#f6efe2' }, lanternHead),
    rect(597, -10, 6, 28, { fill: '#f6efe2' }),
    seats(536, 92, 40, '#1f1712'),
    seats(576, 112, 78, ink),
  );
  return sheet;
};
