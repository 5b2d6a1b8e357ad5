import { Sheet, circle, ellipse, group, imprint, path, rect, title } from '../drawing.mjs';
import { ink, lantern, paper } from '../inks.mjs';

const cobalt = '#2436a6';

/** From the feet, 340 high the tallest. */
const people = {
  father:
    'M -52 0 L -46 -130 C -70 -150 -66 -250 -30 -262 L -16 -268 C -30 -284 -30 -300 -26 -312 L -44 -314 L -44 -322 L -28 -324 C -28 -352 28 -352 28 -324 L 44 -322 L 44 -314 L 26 -312 C 30 -300 30 -284 16 -268 L 30 -262 C 66 -250 70 -150 46 -130 L 52 0 L 8 0 L 0 -90 L -8 0 Z',
  mother:
    'M -74 0 C -70 -90 -60 -180 -44 -232 C -48 -290 -20 -316 6 -312 C 40 -306 44 -270 38 -236 C 58 -180 70 -90 76 0 Z',
  stepdaughter:
    'M -66 0 C -50 -60 -40 -100 -30 -150 C -40 -190 -40 -220 -34 -244 L -12 -258 C -36 -270 -38 -318 2 -322 C 40 -320 40 -272 14 -258 L 34 -246 L 74 -190 L 42 -140 L 34 -150 L 52 -188 L 32 -212 C 30 -190 28 -170 32 -150 C 42 -100 54 -60 70 0 Z',
  son: 'M -34 0 L -38 -150 C -52 -170 -50 -250 -30 -262 L -10 -270 C -34 -290 -30 -334 4 -336 C 38 -334 36 -290 14 -270 L 28 -262 C 50 -250 50 -180 38 -150 L 34 0 L 4 0 L 0 -120 L -4 0 Z',
  boy: 'M -34 0 L -34 -80 C -46 -110 -44 -160 -26 -172 L -10 -178 C -26 -190 -28 -206 -24 -216 L -40 -220 C -34 -240 30 -244 28 -218 C 30 -204 24 -188 10 -178 L 26 -172 C 44 -160 46 -110 34 -80 L 34 0 L 12 0 L 10 -70 L -10 -70 L -12 0 Z',
  girl: 'M -24 0 L -24 -30 L -58 -30 L -20 -110 C -36 -122 -36 -140 -26 -150 L -46 -168 L -40 -176 L -12 -160 L 12 -160 L 40 -176 L 46 -168 L 26 -150 C 36 -140 36 -122 20 -110 L 58 -30 L 24 -30 L 24 0 L 8 0 L 8 -30 L -8 -30 L -8 0 Z',
};

/** A cone of light that is a nib: who waits in it waits to be written. */
export const seiPersonaggi = () => {
  const sheet = new Sheet(ink);
  const left =
    'M 600 70 C 582 330 520 480 420 640 C 310 815 232 930 220 1130 L 214 1310 Q 400 1400 600 1400 Z';
  const right =
    'M 600 70 C 618 330 680 480 780 640 C 890 815 968 930 980 1130 L 986 1310 Q 800 1400 600 1400 Z';
  sheet.add(
    rect(0, 0, 1200, 1800, { fill: cobalt }),
    path(left, { fill: '#fff1cc' }),
    path(right, { fill: lantern }),
    path('M 600 70 L 606 760 L 594 760 Z', { fill: ink }),
    circle(600, 790, 52, { fill: ink }),
  );
  const places = [
    ['son', 296, 1290],
    ['boy', 410, 1318],
    ['mother', 520, 1326],
    ['girl', 616, 1346],
    ['father', 726, 1318],
    ['stepdaughter', 872, 1296],
  ];
  sheet.add(
    ...places.map(([who, x, y]) =>
      group({ transform: `translate(${x} ${y})`, fill: ink }, path(people[who])),
    ),
    title(84, 1560, 138, 'Sei personaggi'),
    title(84, 1650, 84, 'in cerca d’autore', { italic: true, weight: 500 }),
    imprint('di Luigi Pirandello'),
  );
  return sheet;
};
