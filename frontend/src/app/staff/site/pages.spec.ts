import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { ComponentFixture, TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';

import { notice, withoutAnimations } from '../../shared/testing/dialogs';
import { controlTexts } from '../../shared/texts/controls/control-texts';
import { Languages } from '../../shared/texts/languages';
import { siteTexts } from '../../shared/texts/site-texts';
import { PAGES } from './api';
import { officeSiteTexts } from './office-site-texts';
import { Pages } from './pages';

describe('the order of the pages', () => {
  let server: HttpTestingController;
  let fixture: ComponentFixture<Pages>;

  beforeEach(async () => {
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        provideRouter([]),
        withoutAnimations,
      ],
    });
    const languages = TestBed.inject(Languages);
    await Promise.all([
      languages.load(controlTexts),
      languages.load(officeSiteTexts),
      languages.load(siteTexts),
    ]);
    server = TestBed.inject(HttpTestingController);
    fixture = TestBed.createComponent(Pages);
    await settles();
    list('chi-siamo', 'contatti', 'stampa');
    await settles();
  });

  const settles = async () => {
    for (let round = 0; round < 6; round++) {
      TestBed.tick();
      fixture.detectChanges();
      await new Promise((resume) => setTimeout(resume));
    }
  };
  const list = (...slugs: readonly string[]) =>
    server
      .expectOne(PAGES)
      .flush({ items: slugs.map((slug, position) => ({ slug, title: slug, position })) });
  /** Answers the requests that save a page's position, and returns what was sent. */
  const placed = async (slug: string) => {
    const address = `${PAGES}/${slug}`;
    await settles();
    server
      .expectOne({ method: 'GET', url: address })
      .flush({ slug, title: slug, body: 'testo', position: 9 }, { headers: { ETag: '"v7"' } });
    await settles();
    const { request, flush } = bound(server.expectOne({ method: 'PUT', url: address }));
    flush({});
    await settles();
    expect(request.headers.get('If-Match')).toBe('"v7"');
    return request.body as unknown;
  };
  const bound = (sent: ReturnType<HttpTestingController['expectOne']>) => ({
    request: sent.request,
    flush: (body: object) => sent.flush(body),
  });
  const host = () => fixture.nativeElement as HTMLElement;
  const shown = () => [...host().querySelectorAll('.row-link')].map((link) => link.textContent);
  const press = (name: string) =>
    host().querySelector<HTMLButtonElement>(`button[aria-label="${name}"]`)?.click();

  it('is changed with a button, at once on the screen and page by page on the server', async () => {
    press('Sposta giù: chi-siamo');
    await settles();
    expect(shown()).toEqual(['contatti', 'chi-siamo', 'stampa']);
    list('chi-siamo', 'contatti', 'stampa');
    expect(await placed('contatti')).toEqual({ title: 'contatti', body: 'testo', position: 0 });
    expect(await placed('chi-siamo')).toEqual({ title: 'chi-siamo', body: 'testo', position: 1 });
    list('contatti', 'chi-siamo', 'stampa');
    await settles();
    expect(notice()).toContain('Ordine salvato.');
  });

  it('goes back with the button of the notice', async () => {
    press('Sposta su: stampa');
    await settles();
    list('chi-siamo', 'contatti', 'stampa');
    await placed('stampa');
    await placed('contatti');
    list('chi-siamo', 'stampa', 'contatti');
    await settles();
    document.querySelector<HTMLButtonElement>('app-notice-bar button')?.click();
    await settles();
    expect(shown()).toEqual(['chi-siamo', 'contatti', 'stampa']);
    list('chi-siamo', 'stampa', 'contatti');
    await placed('contatti');
    await placed('stampa');
  });

  it('is the old one again if it cannot be saved', async () => {
    press('Sposta giù: chi-siamo');
    await settles();
    server.expectOne(PAGES).error(new ProgressEvent('error'));
    await settles();
    list('chi-siamo', 'contatti', 'stampa');
    await settles();
    expect(host().querySelector('[role=alert]')?.textContent).toContain('Il server non risponde');
    expect(shown()).toEqual(['chi-siamo', 'contatti', 'stampa']);
  });
});
