import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';

import { Admissions } from './admissions';

const TICKET = { ticket: 'q8Zr3Jx_-0aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456' };
const LET_IN = { id: 'check-in', reservation_id: 'party', name: 'Anna Bianchi', seats: 3 };

describe('Admissions', () => {
  let admissions: Admissions;
  let server: HttpTestingController;

  beforeEach(() => {
    TestBed.configureTestingModule({
      providers: [Admissions, provideHttpClient(), provideHttpClientTesting()],
    });
    admissions = TestBed.inject(Admissions);
    server = TestBed.inject(HttpTestingController);
    admissions.begin('tonight');
  });
  afterEach(() => server.verify());

  /** The running request, after its preparation. */
  const asked = async (method = 'POST') => {
    for (let round = 0; round < 10; round++) await Promise.resolve();
    return server.expectOne((request) => request.method === method);
  };
  const refOf = ({ request }: Awaited<ReturnType<typeof asked>>) =>
    (request.body as { client_ref: string }).client_ref;

  it('reports who was admitted', async () => {
    const verdict = admissions.letIn(TICKET);
    const request = await asked();
    expect(request.request.body).toMatchObject({ ...TICKET, performance_id: 'tonight' });
    expect(admissions.asking()).toBeDefined();
    request.flush(LET_IN);
    expect(await verdict).toMatchObject({ kind: 'let-in', tone: 'yes', letIn: LET_IN });
    expect(admissions.last()).toEqual(LET_IN);
    expect(admissions.asking()).toBeUndefined();
  });

  it.each([
    ['already-admitted', 409, 'already-admitted', 'no'],
    ['not-confirmed', 409, 'not-confirmed', 'attention'],
    ['ticket-replaced', 404, 'ticket-replaced', 'no'],
    ['unknown-ticket', 404, 'unknown-ticket', 'no'],
    ['validation', 422, 'refused', 'no'],
    ['let-in', 409, 'refused', 'no'],
    ['unavailable', 503, 'unanswered', 'unanswered'],
    ['not-signed-in', 401, 'unanswered', 'unanswered'],
  ])('maps the problem %s (%i) to %s', async (problem, status, kind, tone) => {
    const verdict = admissions.letIn(TICKET);
    const body = { type: `/problems/${problem}`, title: '', status, detail: '' };
    (await asked()).flush(body, { status, statusText: problem });
    expect(await verdict).toMatchObject({ kind, tone });
    expect(admissions.last()).toBeUndefined();
  });

  it('repeats the same attempt if there was no answer', async () => {
    const lost = admissions.letIn(TICKET);
    const first = await asked();
    first.error(new ProgressEvent('error'));
    expect((await lost).kind).toBe('unanswered');
    void admissions.tryAgain();
    const second = await asked();
    expect(refOf(second)).toBe(refOf(first));
    second.flush(LET_IN);
  });

  it('recognises the attempt when the ticket is scanned again, until it is answered', async () => {
    const lost = admissions.letIn(TICKET);
    const first = await asked();
    first.error(new ProgressEvent('error'));
    await lost;
    admissions.dismiss();
    const found = admissions.letIn(TICKET);
    const second = await asked();
    expect(refOf(second)).toBe(refOf(first));
    second.flush(LET_IN);
    await found;
    void admissions.letIn(TICKET);
    const third = await asked();
    expect(refOf(third)).not.toBe(refOf(first));
    third.flush(LET_IN);
  });

  it('treats the next walk-in as a new party', async () => {
    const lost = admissions.letIn({ walkIns: true }, { seats: 2 });
    const first = await asked();
    expect(first.request.body).not.toHaveProperty('walkIns');
    first.error(new ProgressEvent('error'));
    await lost;
    void admissions.letIn({ walkIns: true }, { seats: 2 });
    const second = await asked();
    expect(refOf(second)).not.toBe(refOf(first));
    second.flush(LET_IN);
  });

  it('keeps an unanswered attempt until it is answered, also after leaving the page', async () => {
    const lost = admissions.letIn({ walkIns: true }, { seats: 2 });
    const first = await asked();
    first.error(new ProgressEvent('error'));
    await lost;
    admissions.dismiss();
    admissions.begin('another');
    expect(admissions.open()).toEqual([]);
    admissions.begin('tonight');
    const [open] = admissions.open();
    expect(open?.attempt.terms).toEqual({ seats: 2 });
    const again = admissions.resend(open!.attempt);
    const second = await asked();
    expect(refOf(second)).toBe(refOf(first));
    second.flush(LET_IN);
    await again;
    expect(admissions.open()).toEqual([]);
  });

  it('drops an unanswered attempt when it is discarded', async () => {
    const lost = admissions.letIn(TICKET);
    (await asked()).error(new ProgressEvent('error'));
    await lost;
    admissions.discard(admissions.open()[0]!.attempt);
    expect(admissions.open()).toEqual([]);
  });

  it('sends one request after the other', async () => {
    void admissions.letIn(TICKET);
    const other = admissions.letIn({ reservation_id: 'other' });
    const first = await asked();
    expect(first.request.body).toMatchObject(TICKET);
    first.flush(LET_IN);
    (await asked()).flush({ ...LET_IN, reservation_id: 'other' });
    expect((await other).letIn?.reservation_id).toBe('other');
  });

  it('creates another attempt for other terms', async () => {
    const refused = admissions.letIn(TICKET);
    const first = await asked();
    first.flush(
      { type: '/problems/not-confirmed', title: '', status: 409, detail: '' },
      { status: 409, statusText: 'Conflict' },
    );
    await refused;
    void admissions.retryWithTerms({ confirm: true });
    const second = await asked();
    expect(second.request.body).toMatchObject({ ...TICKET, confirm: true });
    expect(refOf(second)).not.toBe(refOf(first));
    second.flush(LET_IN);
  });

  it('can reduce the number of admitted people', async () => {
    const whole = admissions.letIn(TICKET, { override: 'friends' });
    (await asked()).flush(LET_IN);
    await whole;
    const some = admissions.letInOnlySome(2);
    (await asked('DELETE')).flush(null);
    const request = await asked();
    expect(request.request.body).toMatchObject({
      reservation_id: 'party',
      seats: 2,
      override: 'friends',
    });
    request.flush({ ...LET_IN, seats: 2 });
    expect(await some).toBe(true);
  });

  it('seats fewer walk-ins, because undoing removes their reservation', async () => {
    const whole = admissions.letIn({ walkIns: true }, { seats: 3 });
    (await asked()).flush(LET_IN);
    await whole;
    const some = admissions.letInOnlySome(2);
    (await asked('DELETE')).flush(null);
    const request = await asked();
    expect(request.request.url).toMatch(/\/door\/walk-ins$/);
    expect(request.request.body).toMatchObject({ seats: 2 });
    request.flush({ ...LET_IN, seats: 2 });
    expect(await some).toBe(true);
  });

  it('keeps the verdict if undoing fails', async () => {
    const whole = admissions.letIn(TICKET);
    (await asked()).flush(LET_IN);
    await whole;
    const some = admissions.letInOnlySome(2);
    (await asked('DELETE')).error(new ProgressEvent('error'));
    expect(await some).toBe(false);
    expect(admissions.verdict()?.kind).toBe('let-in');
  });
});
