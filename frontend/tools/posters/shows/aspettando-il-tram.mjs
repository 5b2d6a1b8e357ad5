import { Sheet, circle, group, imprint, path, rect, title } from '../drawing.mjs';
import { ink, lantern, paper } from '../inks.mjs';

const dusk = '#7b5ea7';

/** The thirteen is a snail: it will come. */
export const aspettandoIlTram = () => {
  const sheet = new Sheet(dusk);
  const [x, y, r] = [520, 830, 330];
  let spiral = '';
  for (let i = 0; i <= 300; i += 1) {
    const turn = (i / 300) * Math.PI * 2 * 2.6;
    const radius = r * (1 - i / 330);
    spiral += `${i ? 'L' : 'M'} ${(x + radius * Math.cos(turn + 1.2)).toFixed(1)} ${(y + radius * Math.sin(turn + 1.2)).toFixed(1)} `;
  }
  const windows = Array.from({ length: 9 }, (_, i) =>
    rect(x - 34, y - 300, 68, 84, {
      rx: 10,
      fill: lantern,
      transform: `rotate(${-108 + i * 27} ${x} ${y})`,
    }),
  );
  sheet.add(
    rect(0, 296, 1200, 8, { fill: ink }),
    circle(x, y, r, { fill: paper }),
    path(spiral, { fill: 'none', stroke: ink, 'stroke-width': 22, 'stroke-linecap': 'round' }),
    ...windows,
    path(
      'M 60 1220 C 200 1100 300 1130 500 1130 C 700 1130 760 1100 800 960 C 830 850 960 840 980 940 C 1000 1080 960 1220 860 1220 Z',
      { fill: ink },
    ),
    path('M 880 900 L 800 306 M 920 900 L 900 306', {
      fill: 'none',
      stroke: ink,
      'stroke-width': 16,
    }),
    rect(0, 1220, 1200, 14, { fill: ink }),
    title(84, 1486, 120, 'Aspettando'),
    title(84, 1640, 160, 'il tram'),
    imprint('di Nevio Caldara'),
  );
  return sheet;
};
