import { positionIn } from './position';

describe('a map position', () => {
  const turin = { latitude: 45.0703, longitude: 7.6869 };

  it.each([
    '45.0703, 7.6869',
    '(45.0703 7.6869)',
    '45,0703° N 7,6869° E',
    'https://www.google.com/maps/@45.0703,7.6869,17z',
    'https://www.google.com/maps/place/Teatro/@45.1,7.7,17z/data=!3m1!4b1!3d45.0703!4d7.6869',
    'https://maps.google.com/?q=45.0703,7.6869',
    'https://www.google.com/maps/search/?api=1&query=45.0703%2C7.6869',
    'https://www.openstreetmap.org/?mlat=45.0703&mlon=7.6869#map=17/45.1/7.7',
    'https://www.openstreetmap.org/#map=17/45.0703/7.6869',
    'https://maps.apple.com/?ll=45.0703,7.6869',
    'geo:45.0703,7.6869',
  ])('is read from %s', (text) => expect(positionIn(text)).toEqual(turin));

  it('can be south and west', () => {
    expect(positionIn('34.6 S, 58.4 W')).toEqual({ latitude: -34.6, longitude: -58.4 });
  });

  it.each(['', 'Torino', '45.0703', '95, 7', '45, 200', 'https://maps.app.goo.gl/abc'])(
    'is not in “%s”',
    (text) => expect(positionIn(text)).toBeUndefined(),
  );
});
