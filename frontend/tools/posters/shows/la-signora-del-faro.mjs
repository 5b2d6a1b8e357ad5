import { Sheet, chance, circle, group, imprint, path, rect, title } from '../drawing.mjs';
import { ink, lantern, paper, signal } from '../inks.mjs';

const sea = '#123a63';

/** Lines of a letter, fanned out from the lamp, taller the farther they are. */
const writing = (from) => {
  const next = chance(7);
  const lines = [];
  for (let row = 0; row < 9; row += 1) {
    const angle = -0.3 + row * 0.085;
    let d = '';
    let far = 190;
    while (far < 900) {
      const word = 40 + next() * 90;
      for (let step = 0; step < word; step += far * 0.028) {
        const at = far + step;
        const tall = at * 0.018 * (next() < 0.18 ? 2.2 : 1);
        const px = from[0] + at * Math.cos(angle);
        const py = from[1] + at * Math.sin(angle);
        d += `${step === 0 ? 'M' : 'L'} ${px.toFixed(1)} ${(py - tall * (Math.round(step / (far * 0.028)) % 2)).toFixed(1)} `;
      }
      far += word + 24 + next() * 16;
    }
    lines.push(path(d));
  }
  return lines;
};

/** A cello that stands in the sea as a lighthouse, and whose light is a letter. */
export const laSignoraDelFaro = () => {
  const sheet = new Sheet(sea);
  const lamp = [370, 420];
  const beam = `M ${lamp[0]} ${lamp[1] - 20} L 1210 96 L 1210 800 L ${lamp[0]} ${lamp[1] + 20} Z`;
  const body =
    'M 370 880 C 480 880 600 900 600 1020 C 600 1090 540 1110 530 1160 C 522 1210 560 1230 620 1290 C 680 1350 690 1480 650 1560 L 90 1560 C 50 1480 60 1350 120 1290 C 180 1230 218 1210 210 1160 C 200 1110 140 1090 140 1020 C 140 900 260 880 370 880 Z';
  const hole =
    'M 262 1120 c -26 -4 -26 -40 2 -38 c 30 4 16 60 6 100 c -8 34 -16 70 14 74 c 28 2 26 -34 2 -36';
  sheet.add(
    path(beam, { fill: paper }),
    group(
      {
        fill: 'none',
        stroke: sea,
        'stroke-width': 5,
        'stroke-linejoin': 'round',
        'stroke-linecap': 'round',
        'clip-path': sheet.clip(path(beam)),
      },
      ...writing(lamp),
    ),
    path(body, { fill: ink }),
    group(
      { fill: 'none', stroke: lantern, 'stroke-width': 16, 'stroke-linecap': 'round' },
      path(hole),
      path(hole, { transform: 'matrix(-1 0 0 1 740 0)' }),
    ),
    path('M 334 490 L 406 490 L 430 1150 L 310 1150 Z', { fill: paper }),
    group(
      {
        'clip-path': sheet.clip(path('M 334 490 L 406 490 L 430 1150 L 310 1150 Z')),
        fill: signal,
      },
      ...[0, 1, 2, 3].map((i) => rect(280, 490 + i * 190, 200, 95)),
    ),
    rect(300, 470, 140, 24, { fill: ink }),
    rect(330, 370, 80, 100, { fill: lantern }),
    path('M 316 370 h 108 c -10 -60 -40 -110 -54 -110 c -14 0 -44 50 -54 110 z', { fill: ink }),
    circle(370, 240, 30, { fill: ink }),
    path(
      'M 0 1330 q 60 -50 120 0 t 120 0 t 120 0 t 120 0 t 120 0 t 120 0 t 120 0 t 120 0 t 120 0 t 120 0 V 1800 H 0 Z',
      { fill: '#0b2745' },
    ),
    title(84, 1500, 120, 'La signora'),
    title(84, 1640, 150, 'del faro'),
    imprint('racconto per voce e violoncello'),
  );
  return sheet;
};
