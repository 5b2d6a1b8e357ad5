import { Sheet, circle, group, imprint, path, rect, title } from '../drawing.mjs';
import { ink, lantern, paper, signal } from '../inks.mjs';

/** Around the middle of the bow, looking left. */
const face =
  'M -92 -150 C -108 -128 -116 -104 -114 -84 C -113 -76 -110 -72 -111 -64 C -116 -48 -134 -30 -151 -18 ' +
  'C -159 -11 -155 -2 -144 -1 C -136 0 -129 2 -128 8 C -128 14 -132 17 -138 23 C -143 29 -139 33 -128 35 ' +
  'C -136 37 -140 43 -136 49 C -133 54 -126 55 -126 62 C -127 70 -134 76 -131 90 C -127 106 -108 112 -86 109 ' +
  'C -66 106 -48 98 -40 110 C -32 124 -30 150 -34 176 C -42 208 -110 222 -190 250 L -260 300 L -200 420 ' +
  'L 200 420 L 260 300 L 190 250 C 130 230 74 214 66 176 C 58 140 62 100 74 60 L 90 -60 L 40 -150 Z';
const hair =
  'M -100 -132 C -92 -186 -54 -222 4 -226 C 66 -230 116 -184 118 -116 C 120 -50 100 0 76 66 ' +
  'C 72 78 80 92 92 98 C 74 102 58 90 60 70 C 46 44 40 12 30 -12 C 14 -42 -40 -48 -62 -76 C -74 -94 -86 -116 -100 -132 Z';

/**
 * The teeth of the key, looking right, 166 high, from the shaft at 0: an eagle's nose and no chin,
 * a button nose and two chins, a pipe.
 */
const suitors = [
  'M 0 0 H 126 C 140 6 147 18 149 34 C 151 44 157 48 167 54 C 188 66 204 86 206 106 C 194 112 176 106 166 108 ' +
    'C 160 112 167 115 171 121 C 173 127 165 129 158 130 C 165 132 169 137 165 142 C 158 145 153 145 154 150 ' +
    'C 155 157 152 164 142 166 H 0 Z',
  'M 0 0 H 118 C 142 2 155 20 155 40 C 155 48 153 54 157 58 C 171 48 195 56 197 76 C 199 96 179 102 165 97 ' +
    'C 161 101 172 104 178 109 C 182 115 173 119 165 119 C 175 121 181 127 175 133 C 167 137 161 135 163 141 ' +
    'C 174 147 174 161 158 166 H 0 Z',
  'M 0 0 H 126 C 141 3 149 15 149 30 C 158 34 159 42 155 50 L 193 85 C 190 93 176 95 166 93 C 163 98 168 102 172 105 ' +
    'H 214 L 211 80 H 245 L 241 112 C 239 121 228 123 218 120 L 212 114 H 172 C 172 120 165 122 164 125 ' +
    'C 173 128 182 138 180 150 C 178 161 166 166 150 166 H 0 Z',
];

/** A key that is hers: she is its bow, and the noses of three gentlemen are its teeth. */
export const laLocandiera = () => {
  const sheet = new Sheet(signal);
  const [x, y] = [600, 440];
  const light = circle(x, y, 330);
  sheet.add(
    circle(x, y, 330, { fill: lantern }),
    sheet.spray(
      signal,
      circle(x, y, 330, {
        fill: sheet.radial([x - 130, y - 60], 470, [
          [0.5, '#000', 0],
          [1, '#000', 0.72],
        ]),
      }),
    ),
    group(
      { 'clip-path': sheet.clip(light) },
      group(
        { transform: `translate(${x + 6} ${y + 14})`, fill: ink },
        path(face),
        path(hair),
        circle(112, -180, 58),
        // Her earring is a keyhole.
        group({ fill: lantern }, circle(18, 40, 14), path('M 18 40 l 13 44 h -26 z')),
      ),
    ),
    circle(x, y, 344, { fill: 'none', stroke: ink, 'stroke-width': 58 }),
    group(
      { fill: ink },
      rect(562, 790, 76, 640),
      rect(532, 812, 136, 32, { rx: 16 }),
      rect(546, 858, 108, 20, { rx: 10 }),
      path('M 562 1428 h 76 l -16 28 a 24 24 0 0 1 -44 0 z'),
      ...suitors.map((suitor, number) =>
        path(suitor, { transform: `translate(636 ${894 + number * 180})` }),
      ),
    ),
    title(600, 1632, 156, 'La locandiera', { 'text-anchor': 'middle', fill: paper }),
    imprint('di Carlo Goldoni'),
  );
  return sheet;
};
