import { Sheet, circle, ellipse, group, imprint, path, title } from '../drawing.mjs';
import { ink, lantern } from '../inks.mjs';

const cobalt = '#2a3fc0';

/** Each stands with the feet at 0, 0. */
const people = {
  // Turned away, collar up, hands in his pockets
  son:
    'M -40 0 L -30 -60 L -40 -210 C -66 -230 -66 -330 -44 -352 C -34 -362 -20 -366 -16 -376 L -22 -392 ' +
    'C -44 -408 -42 -470 0 -472 C 42 -470 42 -410 22 -392 L 18 -376 C 22 -366 36 -362 46 -352 ' +
    'C 68 -330 66 -230 42 -210 L 32 -60 L 42 0 L 6 0 L 2 -150 L -4 0 Z',
  // A cap too large, socks, knees
  boy:
    'M -36 0 L -34 -24 L -24 -30 L -24 -84 L -38 -88 L -38 -170 C -52 -190 -50 -236 -30 -246 L -12 -252 L -12 -262 ' +
    'C -28 -270 -34 -288 -30 -304 L -54 -306 C -50 -330 -36 -344 2 -344 C 36 -344 44 -320 38 -300 ' +
    'C 36 -284 28 -270 14 -262 L 14 -252 L 32 -246 C 50 -236 52 -190 38 -170 L 38 -88 L 26 -84 L 26 -30 L 28 0 ' +
    'L 6 0 L 6 -84 L -6 -84 L -8 0 Z',
  // In mourning, under her veil, bent
  mother:
    'M -96 0 C -96 -80 -86 -170 -66 -240 C -58 -272 -60 -300 -58 -330 C -56 -382 -30 -414 6 -412 ' +
    'C 44 -408 58 -372 56 -334 C 54 -316 46 -304 50 -284 C 84 -220 98 -90 100 0 Z',
  // A ribbon, and her hand held up to be taken
  girl:
    'M -22 0 L -20 -46 L -62 -50 C -46 -90 -32 -120 -24 -150 L -62 -204 L -50 -212 L -16 -176 L -8 -180 ' +
    'C -30 -190 -36 -222 -18 -236 C -30 -240 -40 -252 -36 -262 C -22 -266 -8 -256 -2 -244 ' +
    'C 4 -256 20 -266 34 -262 C 38 -252 28 -240 16 -236 C 36 -222 30 -190 10 -180 L 22 -174 ' +
    'C 36 -160 46 -130 44 -108 L 34 -106 L 62 -50 L 22 -46 L 24 0 L 6 0 L 4 -46 L -4 -46 L -6 0 Z',
  // A bowler, a stick, a belly
  father:
    'M -48 0 L -44 -30 L -42 -150 C -62 -190 -74 -300 -46 -332 C -36 -342 -18 -346 -14 -352 L -16 -364 ' +
    'C -30 -376 -32 -396 -28 -410 L -54 -414 C -54 -424 -46 -426 -32 -428 C -32 -478 34 -478 34 -428 ' +
    'C 48 -426 56 -424 56 -414 L 30 -410 C 34 -396 32 -376 18 -364 L 16 -352 C 20 -346 40 -342 50 -332 ' +
    'C 66 -312 76 -270 82 -228 L 98 -196 L 92 0 L 82 0 L 84 -190 L 56 -214 C 58 -190 52 -166 46 -150 L 46 -30 L 52 0 ' +
    'L 6 0 L 2 -140 L -4 0 Z',
  // A cloche, a dropped waist, a hand on her hip, her head thrown back
  stepdaughter:
    'M -34 0 L -24 -10 L -16 -120 L -48 -122 C -42 -170 -32 -206 -32 -240 C -44 -280 -44 -316 -36 -338 L -8 -352 L -4 -366 ' +
    'C -24 -366 -34 -380 -26 -396 C -38 -440 -4 -464 30 -446 C 56 -432 54 -392 28 -376 L 14 -364 L 16 -350 L 42 -338 ' +
    'C 60 -312 80 -284 92 -262 C 80 -242 60 -226 42 -214 L 34 -224 L 66 -262 L 38 -296 C 36 -272 38 -256 40 -240 ' +
    'C 48 -206 56 -170 62 -122 L 34 -120 L 44 -10 L 34 0 L 18 0 L 14 -120 L 2 -120 L -8 0 Z',
};

/** A cone of light that is a nib: who stands in it waits to be written. */
export const seiPersonaggi = () => {
  const sheet = new Sheet(cobalt);
  const floor = 1372;
  const side = `M 600 60 C 590 210 566 330 514 450 C 440 620 316 700 252 850 C 214 940 214 1010 218 1090 L 226 ${floor + 60} L 600 ${floor + 60} Z`;
  const other = { transform: 'matrix(-1 0 0 1 1200 0)' };
  const engraved = `M 600 290 C 586 360 572 410 550 470 C 480 640 352 730 296 862 C 262 946 262 1010 264 1090 L 270 ${floor + 60}`;
  sheet.add(
    path(side, { fill: '#fff3d6' }),
    path(side, { ...other, fill: lantern }),
    sheet.spray(
      '#f0932f',
      path(side, {
        ...other,
        fill: sheet.linear(
          [420, 900],
          [200, 860],
          [
            [0, '#000', 0],
            [1, '#000', 0.62],
          ],
        ),
      }),
    ),
    group(
      { fill: 'none', stroke: cobalt, 'stroke-width': 7 },
      path(engraved),
      path(engraved, other),
    ),
    path('M 600 60 L 605 690 H 595 Z', { fill: cobalt }),
    circle(600, 726, 52, { fill: cobalt }),
    ellipse(600, floor + 330, 1300, 352, { fill: ink }),
  );
  const places = [
    ['son', 312, floor - 8],
    ['boy', 430, floor - 4],
    ['mother', 556, floor],
    ['girl', 676, floor],
    ['father', 776, floor - 2],
    ['stepdaughter', 908, floor - 8],
  ];
  sheet.add(
    ...places.map(([who, x, y]) =>
      path(people[who], { transform: `translate(${x} ${y})`, fill: ink }),
    ),
    title(80, 1540, 138, 'Sei personaggi'),
    title(84, 1636, 86, 'in cerca d’autore', { italic: true, weight: 500 }),
    imprint('di Luigi Pirandello'),
  );
  return sheet;
};
