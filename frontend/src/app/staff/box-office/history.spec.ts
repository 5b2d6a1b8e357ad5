import type { HistoryEntry } from './api';
import { sentence } from './history';
import texts from '../../shared/texts/sections/reservations/it.json';

const MARIA = { id: 'm', name: 'Maria Conti', role: 'box_office' } as const;

function said(
  action: string,
  {
    by = MARIA,
    before = {},
    after = {},
    refused = null,
    performances = [],
  }: Partial<HistoryEntry> = {},
): string {
  const at = '2026-11-28T19:45:00Z';
  return sentence({ at, by, action, before, after, refused, performances }, texts, 'it');
}

describe('the history of a reservation', () => {
  it("shows the guest's own actions", () => {
    expect(said('reservation.book', { by: null })).toBe('Lo spettatore ha prenotato.');
    expect(said('reservation.confirm', { by: null })).toBe(
      'Lo spettatore ha confermato la prenotazione.',
    );
    expect(said('reservation.cancel', { by: null })).toBe(
      'Lo spettatore ha annullato la prenotazione.',
    );
  });

  it('shows the actions of staff with their names', () => {
    expect(said('reservation.create', { after: { seats: 1 } })).toBe(
      'Maria Conti ha creato la prenotazione: 1 posto.',
    );
    expect(said('reservation.change_seats', { before: { seats: 2 }, after: { seats: 4 } })).toBe(
      'Maria Conti ha cambiato il numero di posti: da 2 posti a 4 posti.',
    );
    expect(said('check_in.make', { before: { admitted: 1 }, after: { admitted: 3 } })).toBe(
      'Maria Conti ha fatto entrare 2 persone.',
    );
  });

  it('says whether the guest was notified of a cancellation', () => {
    const after = { status: 'cancelled', mail: 'cancelled_by_visitor' };
    expect(said('reservation.cancel', { after })).toContain('via e-mail');
    expect(said('reservation.cancel')).toBe('Maria Conti ha annullato la prenotazione.');
  });

  it('names corrected fields without their values', () => {
    const after = { name_changed: true, email_changed: true, locale: 'en' };
    expect(said('reservation.correct', { after })).toBe(
      'Maria Conti ha corretto nome, indirizzo e-mail e lingua.',
    );
  });

  it('shows refused actions', () => {
    expect(said('reservation.move', { refused: 'sold-out' })).toContain('cambiare la data');
    expect(said('reservation.move', { refused: 'too-late' })).toContain(texts.refused.tooLate);
  });

  it('shows both performances of a transfer, in local time', () => {
    vi.useFakeTimers({ now: new Date('2026-11-25T12:00:00Z'), toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const performances = [
      {
        id: 'one',
        show_title: 'La locandiera',
        starts_at: '2026-11-28T19:45:00Z',
        cancelled_at: null,
        venue_name: 'Teatro del Fanale',
        time_zone: 'Europe/Rome',
      },
    ];
    const [before, after] = [{ performance: 'one' }, { performance: 'deleted' }];
    expect(said('reservation.move', { before, after, performances })).toBe(
      'Maria Conti ha cambiato la data della prenotazione: da «La locandiera», sab 28 nov, 20:45 a una replica che non esiste più.',
    );
  });

  it('uses the name of an action without a text', () => {
    expect(said('reservation.frame')).toContain('reservation.frame');
  });
});
