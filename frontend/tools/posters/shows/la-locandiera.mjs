import { Sheet, circle, group, imprint, path, rect, title } from '../drawing.mjs';
import { ink, lantern, paper, signal } from '../inks.mjs';

/** A key that is hers: she is its bow, and three noblemen's noses are its teeth. */
export const laLocandiera = () => {
  const sheet = new Sheet(signal);
  const [x, y] = [600, 520];

  const face =
    'M 560 300 C 520 320 500 360 494 400 C 490 425 486 436 488 450 C 484 468 462 494 446 512 ' +
    'C 440 520 446 528 458 530 C 466 532 472 534 473 540 C 474 546 462 550 461 558 ' +
    'C 460 564 468 566 472 570 C 465 573 462 580 465 587 C 468 594 476 596 476 604 ' +
    'C 476 612 468 622 472 638 C 478 660 502 668 530 662 C 556 656 572 652 582 668 ' +
    'C 590 690 588 730 570 756 C 545 790 470 800 410 850 L 410 930 L 800 930 L 800 850 ' +
    'C 740 800 700 770 694 720 C 690 680 704 640 712 590 C 720 520 720 420 700 360 Z';
  const hair =
    'M 492 402 C 500 330 540 276 610 262 C 640 256 664 262 684 276 ' +
    'C 700 246 740 236 772 256 C 812 282 814 342 780 370 C 768 380 752 384 738 382 ' +
    'C 744 450 732 530 706 600 C 690 560 676 530 660 500 C 640 470 600 470 576 440 ' +
    'C 550 420 520 410 492 402 Z';
  const bow = circle(x, y, 345, {});

  sheet.add(
    circle(x, y, 345, { fill: lantern }),
    sheet.spray(
      signal,
      circle(x, y, 345, {
        fill: sheet.radial([x - 90, y - 60], 480, [
          [0.45, '#000', 0],
          [1, '#000', 0.75],
        ]),
      }),
    ),
    group({ 'clip-path': sheet.clip(bow), fill: ink }, path(face), path(hair)),
    // Her earring is a keyhole.
    group({ fill: lantern }, circle(640, 590, 15), path('M 640 590 l 15 46 h -30 z')),
    circle(x, y, 372, { fill: 'none', stroke: ink, 'stroke-width': 64 }),
  );

  const teeth = [
    // An eagle's nose and a wig
    'M 634 1074 H 780 C 800 1074 806 1086 812 1096 C 836 1104 858 1120 862 1134 C 850 1138 836 1136 828 1136 C 838 1144 836 1148 828 1150 C 836 1156 834 1162 824 1164 C 832 1176 822 1184 800 1182 H 634 Z',
    // A button and a double chin
    'M 634 1196 H 790 C 806 1196 812 1210 812 1222 C 826 1218 846 1226 846 1240 C 846 1252 832 1254 824 1254 C 834 1258 834 1264 826 1268 C 834 1272 832 1278 824 1280 C 838 1288 832 1306 806 1306 H 634 Z',
    // A spike and a moustache
    'M 634 1320 H 776 C 798 1320 806 1332 808 1344 L 884 1372 L 824 1378 C 846 1380 862 1372 866 1362 C 872 1386 846 1394 824 1392 C 832 1400 826 1404 820 1406 C 834 1414 838 1430 822 1430 H 634 Z',
  ];
  sheet.add(
    group(
      { fill: ink },
      rect(562, 880, 76, 560),
      rect(538, 906, 124, 30, { rx: 15 }),
      rect(548, 950, 104, 20, { rx: 10 }),
      path('M 562 1430 h 76 l -14 34 a 24 24 0 0 1 -48 0 z'),
      ...teeth.map((tooth) => path(tooth)),
    ),
    title(600, 1628, 156, 'La locandiera', { 'text-anchor': 'middle', fill: paper }),
    imprint('di Carlo Goldoni'),
  );
  return sheet;
};
