import { drawing } from './drawing';

/** A smaller version of the server's picture. */
const PICTURE =
  '<?xml version="1.0" standalone="yes"?><svg xmlns="http://www.w3.org/2000/svg" version="1.1" ' +
  'width="24" height="24" viewBox="0 0 24 24" shape-rendering="crispEdges">' +
  '<rect x="0" y="0" width="24" height="24" fill="#fff"/>' +
  '<path fill="#000" d="M8 8h8v8H8V8M16 8h8v8H16V8"/></svg>';

describe('the drawing of a code', () => {
  it('has the dark parts of the picture', () => {
    expect(drawing(PICTURE)).toEqual({ side: 24, dark: 'M8 8h8v8H8V8M16 8h8v8H16V8' });
  });

  it.each([
    ['no picture', 'Bad Gateway'],
    ['a picture of nothing', PICTURE.replace(/<path .*\/>/, '')],
    ['a picture that is no square', PICTURE.replace('0 0 24 24', '0 0 24 32')],
  ])('is not found in %s', (_, text) => {
    expect(drawing(text)).toBeUndefined();
  });
});
