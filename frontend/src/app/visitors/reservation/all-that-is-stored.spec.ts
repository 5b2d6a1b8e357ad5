import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';

import { Languages } from '../../shared/texts/languages';
import { siteTexts } from '../../shared/texts/site-texts';
import { AllThatIsStored } from './all-that-is-stored';
import { reservation } from './example-reservation';
import { HoldersReservation } from './holders-reservation';
import { reservationTexts } from './reservation-texts';

/** Renders the component with this answer for the site. */
async function shownWhen(site: object, kept_until?: string): Promise<string> {
  TestBed.configureTestingModule({
    providers: [
      HoldersReservation,
      provideHttpClient(),
      provideHttpClientTesting(),
      provideRouter([]),
    ],
  });
  const languages = TestBed.inject(Languages);
  await Promise.all([languages.load(siteTexts), languages.load(reservationTexts)]);
  const fixture = TestBed.createComponent(AllThatIsStored);
  fixture.componentRef.setInput('reservation', { ...reservation(), kept_until });
  fixture.detectChanges();
  TestBed.inject(HttpTestingController).expectOne('/api/v1/site').flush(site);
  await fixture.whenStable();
  return (fixture.nativeElement as HTMLElement).textContent.replaceAll(/\s+/g, ' ');
}

describe('all that is stored', () => {
  it("shows the erasure date, from the site's number of days", async () => {
    // The show ends after midnight: the day of the end counts, not the day of the start.
    const text = await shownWhen({ privacy: { retention_days: 45 } }, '2027-01-12T23:15:00Z');
    expect(text).toContain('mercoledì 13 gennaio 2027, 45 giorni dopo lo spettacolo');
  });

  it('handles a single day', async () => {
    const text = await shownWhen({ privacy: { retention_days: 1 } }, '2026-11-29T21:35:00Z');
    expect(text).toContain(
      'Cancelliamo questi dati domenica 29 novembre 2026, il giorno dopo lo spettacolo',
    );
  });

  it('shows no date for a ticket stored by an earlier version', async () => {
    const text = await shownWhen({ privacy: { retention_days: 30 } });
    expect(text).not.toContain('Cancelliamo');
  });

  it('shows no date until it is known', async () => {
    const before = '2026-12-28T21:35:00Z';
    expect(await shownWhen({ name: 'kept from before' }, before)).not.toContain('Cancelliamo');
  });
});
