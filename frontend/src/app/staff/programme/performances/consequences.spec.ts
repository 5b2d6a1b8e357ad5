import { Consequences } from '../programme';
import { seatsInWords, notifiedInWords } from './consequences';
import texts from '../../../shared/texts/sections/office-performances/en.json';

const WORDS = texts.consequences;

function consequences(some: Partial<Consequences>): Consequences {
  return {
    held: 30,
    bookable_before: 40,
    bookable_after: 40,
    overbooked_by: 0,
    reservations: 12,
    people_told: 0,
    without_address: 0,
    ...some,
  };
}

describe('consequences of a capacity change', () => {
  it('are the remaining seats', () => {
    expect(seatsInWords(consequences({}), WORDS, 'en')).toBe(
      '12 reservations take 30 seats. 10 would be left.',
    );
  });

  it('are the overbooked seats', () => {
    const over = consequences({ bookable_after: 26, overbooked_by: 4 });
    expect(seatsInWords(over, WORDS, 'en')).toBe(
      '12 reservations take 30 seats. That’s 4 more than can be booked.',
    );
  });

  it('are empty if nobody has booked', () => {
    const nobody = consequences({ held: 0, reservations: 0 });
    expect(seatsInWords(nobody, WORDS, 'en')).toBe(
      'Nobody has booked yet. 40 seats will be bookable.',
    );
  });
});

describe('notified guests', () => {
  it('are those with an address; the others must be called', () => {
    expect(
      notifiedInWords(consequences({ people_told: 11, without_address: 1 }), WORDS, 'en'),
    ).toEqual([
      '11 parties will be e-mailed straight away.',
      '1 party has no e-mail address and needs a phone call.',
    ]);
    expect(notifiedInWords(consequences({ people_told: 12 }), WORDS, 'en')).toHaveLength(1);
  });

  it('are nobody if nobody has booked', () => {
    expect(notifiedInWords(consequences({ reservations: 0 }), WORDS, 'en')).toEqual([
      'Nobody has booked, so there’s nobody to tell.',
    ]);
  });
});
