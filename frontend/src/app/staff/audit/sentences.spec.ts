import { describe, expect, it } from 'vitest';

import staffEn from '../../shared/texts/sections/staff/en.json';
import staffIt from '../../shared/texts/sections/staff/it.json';
import { AuditEntry } from './api';
import { Words, comparison, sentence } from './sentences';
import en from '../../shared/texts/sections/audit/en.json';
import it_ from '../../shared/texts/sections/audit/it.json';

const ENGLISH: Words = { texts: en, roles: staffEn.roles, language: 'en', zone: 'Europe/Rome' };
const ITALIAN: Words = { texts: it_, roles: staffIt.roles, language: 'it', zone: 'Europe/Rome' };

function entry(changes: Partial<AuditEntry> = {}): AuditEntry {
  return {
    id: '0199',
    at: '2026-11-25T10:00:00Z',
    by: { id: '0198', name: 'Sandro', role: 'box_office' },
    action: 'reservation.change_seats',
    subject: { kind: 'reservation', id: '0197', name: 'K7QF3M' },
    performance_id: null,
    performances: [],
    refused: null,
    before: { seats: 2 },
    after: { seats: 4 },
    reason: null,
    ...changes,
  };
}

describe('a sentence of the audit', () => {
  it('has the person, the action, the object and the earlier values', () => {
    expect(sentence(entry(), ENGLISH)).toBe(
      'Sandro (box office) changed the seats of reservation K7QF3M from 2 to 4',
    );
    expect(sentence(entry(), ITALIAN)).toBe(
      'Sandro (biglietteria) ha cambiato i posti della prenotazione K7QF3M da 2 a 4',
    );
  });

  it('names the performance with the local time at its venue', () => {
    const performances = [
      {
        id: '0196',
        show_title: 'La locandiera',
        starts_at: '2026-11-28T19:45:00Z',
        cancelled_at: null,
        venue_name: 'Teatro del Fanale',
        time_zone: 'Europe/Rome',
      },
    ];
    const cancelled = entry({
      action: 'performance.cancel',
      subject: { kind: 'performance', id: '0196', name: 'La locandiera' },
      performances,
    });
    expect(sentence(cancelled, ENGLISH)).toContain('“La locandiera” (28 Nov 2026, 20:45)');
    expect(sentence(cancelled, ITALIAN)).toContain('«La locandiera» (28 nov 2026, 20:45)');
    const transferred = entry({ before: { performance: '0196' }, after: {}, performances });
    expect(comparison(transferred, ENGLISH)[0]?.before).toBe(
      '“La locandiera” (28 Nov 2026, 20:45)',
    );
  });

  it('leaves unknown parts out', () => {
    expect(sentence(entry({ before: {} }), ENGLISH)).toBe(
      'Sandro (box office) changed the seats of reservation K7QF3M',
    );
  });

  it('names the attempted action and why it was refused', () => {
    const refused = entry({ refused: 'sold-out', before: {} });
    expect(sentence(refused, ENGLISH)).toBe(
      'Sandro (box office) tried to change the seats of reservation K7QF3M: there weren’t enough seats left',
    );
    expect(sentence(entry({ refused: 'never-heard-of' }), ITALIAN)).toMatch(/: never-heard-of$/);
  });

  it("uses the theatre's time zone and puts titles in quotation marks", () => {
    const rescheduled = entry({
      action: 'performance.move',
      subject: { kind: 'performance', id: '0196', name: 'La locandiera' },
      before: { starts_at: '2026-11-28T19:30:00Z' },
      after: { starts_at: '2026-11-29T19:30:00Z' },
    });
    expect(sentence(rescheduled, ENGLISH)).toBe(
      'Sandro (box office) rescheduled “La locandiera” from 28 Nov 2026, 20:30 to 29 Nov 2026, 20:30',
    );
  });

  it('uses the last name of a deleted object', () => {
    const deleted = entry({
      action: 'page.delete',
      subject: { kind: 'page', id: 'storia', name: null },
      before: { title: 'La nostra storia' },
      after: {},
    });
    expect(sentence(deleted, ITALIAN)).toMatch(/ ha eliminato la pagina «La nostra storia»$/);
    expect(
      sentence(entry({ subject: { kind: 'reservation', id: '1', name: null } }), ENGLISH),
    ).toMatch(/ of reservation \(no longer exists\) from 2 to 4$/);
  });

  it("uses the action's name if there is no text, and “somebody” for unknown people", () => {
    const unknown = entry({ action: 'curtain.raise', by: null });
    expect(sentence(unknown, ENGLISH)).toBe('Somebody curtain.raise K7QF3M');
  });
});

describe('changes', () => {
  it('are listed value by value', () => {
    const edited = entry({
      before: { role: 'door', tagline: null },
      after: { role: 'admin', tagline: 'Lights!', curtain_colour: 'red', text_changed: true },
    });
    expect(comparison(edited, ENGLISH)).toEqual([
      { label: 'role', before: 'door', after: 'administrator' },
      { label: 'tagline', before: 'none', after: 'Lights!' },
      { label: 'curtain colour', before: 'none', after: 'red' },
      { label: 'text changed', before: 'none', after: 'yes' },
    ]);
  });
});
