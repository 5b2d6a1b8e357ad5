import { Sheet, circle, group, imprint, path, title } from '../drawing.mjs';
import { ink, lantern, paper, signal } from '../inks.mjs';

const leaf = '#1f7d53';

/** The lie that comes true: the nose is a branch again, and in leaf. */
export const pinocchio = () => {
  const sheet = new Sheet(lantern);
  const leaves = [
    [700, 800, -10, 1],
    [730, 700, 130, 0.9],
    [830, 610, -20, 1.2],
    [850, 500, 120, 1.1],
    [950, 420, -10, 1.3],
    [960, 310, 110, 1.1],
    [1040, 250, 10, 1.2],
  ].map(([x, y, turn, size]) =>
    path('M 0 0 C 20 -60 90 -80 160 -60 C 130 10 60 40 0 0 Z', {
      fill: leaf,
      transform: `translate(${x} ${y}) rotate(${turn}) scale(${size})`,
    }),
  );
  sheet.add(
    path('M 560 940 L 1050 230 L 1070 244 L 640 1010 Z', { fill: ink }),
    ...leaves,
    circle(400, 1080, 290, { fill: paper }),
    path('M 140 950 L 300 480 L 600 870 Z', { fill: signal }),
    circle(470, 1010, 34, { fill: ink }),
    circle(330, 1150, 60, { fill: signal, 'fill-opacity': 0.85 }),
    path('M 420 1230 q 90 20 140 -60', {
      fill: 'none',
      stroke: ink,
      'stroke-width': 14,
      'stroke-linecap': 'round',
    }),
    title(84, 1560, 196, 'Pinocchio', { fill: ink }),
    title(84, 1650, 84, 'o del diventare', { fill: ink, italic: true, weight: 500 }),
    imprint('da Carlo Collodi', ink),
  );
  return sheet;
};
