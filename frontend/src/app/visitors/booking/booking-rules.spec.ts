import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { form } from '@angular/forms/signals';

import { EMPTY_INPUT, BookingInput } from '../../shared/booking/booking-input';
import texts from '../../shared/texts/sections/booking/it.json';
import { bookingRules } from './booking-rules';

const RIGHT: BookingInput = {
  ...EMPTY_INPUT,
  seats: 2,
  name: 'Anna',
  email: 'anna@example.org',
  privacy_accepted: true,
};

describe('bookingRules', () => {
  const faultsOf = (wishes: Partial<BookingInput>) =>
    TestBed.runInInjectionContext(() => {
      const rules = bookingRules(
        () => ({ wrong: texts.wrong, fewerLeft: texts.seats.fewerLeft }),
        () => 'it',
        () => 4,
      );
      return form(signal({ ...RIGHT, ...wishes }), rules)().errorSummary();
    });

  it.each<Partial<BookingInput>>([
    {},
    { seats: 4 },
    { name: 'è'.repeat(100) },
    { email: ' Anna.Bianchi+teatro@Example.Org ' },
    { email: "o'hara@example.co.uk" },
    { email: 'andrè@città.example.it' },
    { phone: '+39 011 123 4567' },
    { phone: '(011) 123-4567' },
    { name: '\u202AAnna\u202C\u00A0Rossi\u200B' },
    { email: '\u200Banna@example.org\uFEFF' },
    { email: 'mailto:anna@example.org' },
    { email: '<anna@example.org>,' },
    { email: 'anna\u2011maria@example.org' },
    { email: 'ａｎｎａ＠example.org' },
    { phone: '(+39) 333 123 4567' },
    { phone: '\u202A+39\u00A0333\u2011123\u20134567\u202C' },
    { phone: '٠١٢٣٤٥٦٧' },
    { phone: 'tel:+393331234567' },
    { notes: 'Due righe\ndi note' },
  ])('accepts %j', (wishes) => {
    expect(faultsOf(wishes)).toEqual([]);
  });

  it.each<[Partial<BookingInput>, string]>([
    [{ seats: 5 }, 'Sono rimasti solo 4 posti.'],
    [{ name: '' }, texts.wrong.nameMissing],
    [{ name: '  ' }, texts.wrong.nameMissing],
    [{ name: '\u3164\u2800' }, texts.wrong.nameMissing],
    [{ name: 'è'.repeat(101) }, 'Al massimo 100 caratteri.'],
    [{ email: '' }, texts.wrong.emailMissing],
    [{ email: 'anna' }, texts.wrong.emailMalformed],
    [{ email: 'anna@localhost' }, texts.wrong.emailMalformed],
    [{ email: 'anna@example..org' }, texts.wrong.emailMalformed],
    [{ email: 'anna@example.org,berta@example.org' }, texts.wrong.emailMalformed],
    [{ email: 'Anna <anna@example.org>' }, texts.wrong.emailMalformed],
    [{ email: `anna@${'a.'.repeat(200)}org` }, texts.wrong.emailMalformed],
    [{ phone: '1234' }, texts.wrong.phone],
    [{ phone: '+39 011 call me' }, texts.wrong.phone],
    [{ notes: 'x'.repeat(1001) }, 'Al massimo 1000 caratteri: ora sono 1001.'],
    [{ privacy_accepted: false }, texts.wrong.privacy],
  ])('reports the error of %j', (wishes, message) => {
    expect(faultsOf(wishes).map((fault) => fault.message)).toEqual([message]);
  });
});
