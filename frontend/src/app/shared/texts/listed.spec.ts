import { Listed } from './listed';

describe('a list', () => {
  it('leaves empty items out', () => {
    expect(new Listed().transform(['Via dei Mantici 14', '', null, false, 'Torino'])).toBe(
      'Via dei Mantici 14, Torino',
    );
    expect(new Listed().transform(['', undefined])).toBe('');
  });
});
