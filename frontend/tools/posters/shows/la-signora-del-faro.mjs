import { Sheet, chance, circle, ellipse, group, imprint, path, rect, title } from '../drawing.mjs';
import { ink, lantern, paper, signal } from '../inks.mjs';

const sea = '#134a73';
const deep = '#0b2c49';
const lamp = [340, 372];

/** Handwriting along a ray: loops as a pen makes them, larger the farther they are. */
const scrawl = (angle, from, to, next) => {
  const words = [];
  let far = from;
  const point = (along, across) => {
    const [px, py] = [
      lamp[0] + along * Math.cos(angle) - across * Math.sin(angle),
      lamp[1] + along * Math.sin(angle) + across * Math.cos(angle),
    ];
    return `${px.toFixed(1)} ${py.toFixed(1)}`;
  };
  while (far < to) {
    const unit = far * 0.0172;
    let d = `M ${point(far, 0)} `;
    const letters = 2 + Math.floor(next() * 6);
    for (let letter = 0; letter < letters; letter += 1) {
      const kind = next();
      const wide = (1 + next() * 0.5) * unit;
      if (kind < 0.38) {
        // An arch, as of an n or a u
        const tall = -(0.9 + next() * 0.4) * unit;
        const [rise, fall] = [
          point(far + wide * 0.1, tall * 1.3),
          point(far + wide * 0.62, tall * 1.3),
        ];
        d += `C ${rise} ${fall} ${point(far + wide * 0.62, 0)} S ${point(far + wide * 0.8, 0.2 * unit)} ${point(far + wide, -0.1 * unit)} `;
      } else {
        // A loop: low as an e, high as an l, or hanging as a g
        const tall = (kind < 0.54 ? -3.2 : kind < 0.64 ? 2.6 : -(1.1 + next() * 0.4)) * unit;
        const lean = Math.abs(tall) * 0.32;
        d +=
          `C ${point(far + wide * 0.8, -0.1 * unit)} ${point(far + wide * 0.9 + lean, tall)} ${point(far + wide * 0.45 + lean * 0.8, tall)} ` +
          `S ${point(far + wide * 0.35, 0.15 * unit)} ${point(far + wide, 0)} `;
      }
      far += wide;
    }
    words.push(path(d, { 'stroke-width': (1.4 + unit * 0.3).toFixed(1) }));
    far += unit * (1.2 + next() * 0.7);
  }
  return words;
};

/** A cello that stands in the sea as a lighthouse, and whose light is a letter. */
export const laSignoraDelFaro = () => {
  const sheet = new Sheet(sea);
  const beam = `M ${lamp[0]} ${lamp[1] - 26} L 1220 60 L 1220 792 L ${lamp[0]} ${lamp[1] + 26} Z`;
  const clip = sheet.clip(path(beam));
  const next = chance(23);
  const rows = Array.from({ length: 8 }, (_, row) => row).flatMap((row) =>
    scrawl(-0.262 + row * 0.0905, 270 + (row % 2) * 26, row === 7 ? 620 : 1000, next),
  );
  const [cx] = lamp;
  const body =
    `M ${cx} 900 C 440 894 566 912 578 1020 C 586 1092 520 1112 508 1170 C 500 1224 552 1246 604 1296 C 664 1352 676 1470 640 1560 ` +
    `L 40 1560 C 4 1470 16 1352 76 1296 C 128 1246 180 1224 172 1170 C 160 1112 94 1092 102 1020 C 114 912 240 894 ${cx} 900 Z`;
  const tower = `M ${cx - 40} 470 L ${cx + 40} 470 L ${cx + 66} 1196 L ${cx - 66} 1196 Z`;
  const fHole =
    'M 244 1070 c -22 -12 -40 16 -18 26 c 18 6 26 -18 14 -30 c -26 -22 -58 12 -44 58 c 10 34 34 62 26 96 c -8 28 -40 26 -44 4 c -2 -18 22 -24 28 -8';
  sheet.add(
    path(beam, { fill: paper }),
    sheet.spray(
      lantern,
      path(beam, {
        fill: sheet.radial(lamp, 430, [
          [0.12, '#000', 1],
          [1, '#000', 0],
        ]),
      }),
    ),
    group(
      {
        fill: 'none',
        stroke: deep,
        'stroke-linejoin': 'round',
        'stroke-linecap': 'round',
        'clip-path': clip,
      },
      ...rows,
    ),
    path(body, { fill: ink }),
    sheet.spray(
      signal,
      path(body, {
        fill: sheet.radial([cx + 330, 1120], 360, [
          [0, '#000', 0.55],
          [0.75, '#000', 0],
        ]),
      }),
    ),
    group(
      { fill: 'none', stroke: lantern, 'stroke-width': 15, 'stroke-linecap': 'round' },
      path(fHole),
      path(fHole, { transform: `matrix(-1 0 0 1 ${2 * cx} 0)` }),
    ),
    path(tower, { fill: paper }),
    group(
      { 'clip-path': sheet.clip(path(tower)), fill: signal },
      ...[0, 1, 2, 3].map((band) => rect(cx - 90, 470 + band * 208, 180, 104)),
    ),
    group(
      { stroke: ink, 'stroke-width': 4 },
      ...[-1.5, -0.5, 0.5, 1.5].map((string) =>
        path(`M ${cx + string * 18} 470 L ${cx + string * 34} 1560`),
      ),
    ),
    group(
      { fill: 'none', stroke: paper, 'stroke-width': 4 },
      ...[-1.5, -0.5, 0.5, 1.5].map((string) =>
        path(`M ${cx + string * 29} 1196 L ${cx + string * 34} 1560`),
      ),
    ),
    path(`M ${cx - 84} 1296 q 84 -40 168 0 l 8 26 q -26 -14 -50 0 h -84 q -24 -14 -50 0 z`, {
      fill: paper,
    }),
    // The room of the lamp, which is where the pegs are, with her in it
    rect(cx - 56, 300, 112, 150, { fill: lantern }),
    path(
      `M ${cx - 34} 450 c 0 -50 10 -62 24 -66 c -14 -8 -16 -40 4 -44 c 0 -18 26 -18 26 0 c 14 8 12 36 -2 44 c 14 6 22 18 24 66 z`,
      { fill: ink },
    ),
    group(
      { fill: ink },
      rect(cx - 84, 446, 168, 28, { rx: 6 }),
      rect(cx - 60, 290, 10, 160),
      rect(cx + 50, 290, 10, 160),
      ...[330, 414].flatMap((at) =>
        [-1, 1].map((side) =>
          group(
            { transform: `translate(${cx + side * 60} ${at}) scale(${side} 1)` },
            rect(0, -6, 26, 12),
            ellipse(44, 0, 24, 15),
          ),
        ),
      ),
      path(
        `M ${cx - 76} 302 C ${cx - 60} 262 ${cx - 40} 250 ${cx - 34} 214 H ${cx + 34} C ${cx + 40} 250 ${cx + 60} 262 ${cx + 76} 302 Z`,
      ),
      circle(cx, 172, 62),
    ),
    path(`M ${cx} 172 m 0 0 c 8 -10 24 0 18 14 c -8 20 -40 16 -44 -8 c -4 -30 32 -46 56 -28`, {
      fill: 'none',
      stroke: sea,
      'stroke-width': 9,
      'stroke-linecap': 'round',
    }),
    path(`M -60 1350 ${'q 50 -58 100 0 t 100 0 '.repeat(7)} V 1810 H -60 Z`, { fill: deep }),
    title(80, 1510, 130, 'La signora'),
    title(80, 1646, 130, 'del faro'),
    imprint('racconto per voce e violoncello'),
  );
  return sheet;
};
