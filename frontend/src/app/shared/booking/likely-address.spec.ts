import { likelyAddress } from './likely-address';

describe('likelyAddress', () => {
  it.each([
    ['anna@gmial.com', 'anna@gmail.com'],
    ['anna@gmail.con', 'anna@gmail.com'],
    ['anna@gmail.it', 'anna@gmail.com'],
    ['anna@gmail', 'anna@gmail.com'],
    ['anna@gmail,com', 'anna@gmail.com'],
    ['anna@gamil.cmo', 'anna@gmail.com'],
    ['Anna.Bianchi+teatro@GMAIL.CO', 'Anna.Bianchi+teatro@gmail.com'],
    ['anna@libero.ti', 'anna@libero.it'],
    ['anna@lbero.it', 'anna@libero.it'],
    ['anna@libero.com', 'anna@libero.it'],
    ['anna@hotmial.it', 'anna@hotmail.it'],
    ['anna@hotmail.con', 'anna@hotmail.com'],
    ['anna@outlok.it', 'anna@outlook.it'],
    ['anna@yaho.it', 'anna@yahoo.it'],
    ['anna@icluod.com', 'anna@icloud.com'],
    ['anna@tiscalli.it', 'anna@tiscali.it'],
    ['anna@virgillio.it', 'anna@virgilio.it'],
    ['anna@live.ti', 'anna@live.it'],
    ['anna@tin.ti', 'anna@tin.it'],
    ['anna@fastwebent.it', 'anna@fastwebnet.it'],
  ])('corrects %s to %s', (typed, meant) => {
    expect(likelyAddress(typed)).toBe(meant);
  });

  it.each([
    'anna@gmail.com',
    'anna@GMAIL.com',
    'anna@libero.it',
    'anna@mail.com',
    'anna@ymail.com',
    'anna@email.it',
    'anna@tim.it',
    'anna@yahoo.fr',
    'anna@hotmail.co.uk',
    'anna@outlook.de',
    'anna@gmx.net',
    'anna@love.it',
    'anna@win.it',
    'anna@teatrodelfanale.example',
    'anna@comune.torino.it',
    'anna',
    'anna@',
    '',
  ])('accepts %s', (typed) => {
    expect(likelyAddress(typed)).toBeUndefined();
  });
});
