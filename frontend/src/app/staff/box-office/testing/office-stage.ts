import { HttpTestingController, TestRequest } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';

import { setTheStage } from '../../../shared/testing/stage';
import { controlTexts } from '../../../shared/texts/controls/control-texts';
import { Languages } from '../../../shared/texts/languages';
import type { OfficePerformance, ReservationDetail } from '../api';
import { reservationsTexts } from '../reservations-texts';

/** Sets up what the tests of the reservation pages need. */
export async function setTheOffice(): Promise<HttpTestingController> {
  const server = await setTheStage();
  const languages = TestBed.inject(Languages);
  await Promise.all([languages.load(controlTexts), languages.load(reservationsTexts)]);
  return server;
}

export function officePerformance(wanted: Partial<OfficePerformance> = {}): OfficePerformance {
  return {
    id: 'p',
    show: { title: 'La locandiera' },
    venue: { name: 'Teatro del Fanale', time_zone: 'Europe/Rome' },
    starts_at: '2099-11-28T19:45:00Z',
    available: 12,
    cancelled_at: null,
    door_closes_at: '2099-11-28T21:45:00Z',
    ...wanted,
  };
}

export function aReservation(wanted: Partial<ReservationDetail> = {}): ReservationDetail {
  return {
    id: 'r',
    code: 'K7QF3M',
    name: 'Anna Bianchi',
    email: 'anna@example.org',
    phone: null,
    seats: 2,
    admitted: 0,
    status: 'confirmed',
    hold_until: null,
    booked_at: '2099-11-01T10:00:00Z',
    source: 'office',
    access_needs: [],
    notes: null,
    delivery: null,
    performance: {
      id: 'p',
      show_title: 'La locandiera',
      starts_at: '2099-11-28T19:45:00Z',
      cancelled_at: null,
      venue_name: 'Teatro del Fanale',
      time_zone: 'Europe/Rome',
    },
    locale: 'it',
    confirmed_at: '2099-11-01T10:00:00Z',
    cancelled_at: null,
    check_ins: [],
    mails: [],
    history: [],
    can: { confirm: false, cancel: true, change_seats: true, resend: true, move: true },
    ...wanted,
  };
}

/** Answers with a problem document (RFC 9457). */
export function refuse(
  request: TestRequest,
  status: number,
  name: string,
  rest: object = {},
): void {
  const problem = { type: `/problems/${name}`, title: '', status, detail: 'perché sì', ...rest };
  request.flush(problem, { status, statusText: name });
}
