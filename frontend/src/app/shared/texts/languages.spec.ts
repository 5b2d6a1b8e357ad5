import { TestBed } from '@angular/core/testing';

import { LANGUAGES } from './language';
import { Languages, TextSection } from './languages';

describe('the languages', () => {
  const greeting = Object.fromEntries(
    LANGUAGES.map((tag) => [tag, () => Promise.resolve({ default: { hello: `hello (${tag})` } })]),
  ) as unknown as TextSection<{ hello: string }>;

  beforeEach(() => {
    document.documentElement.lang = 'it';
    document.cookie = 'language=; Max-Age=0; Path=/';
  });

  it("start with the server's choice", async () => {
    document.documentElement.lang = 'en';
    const languages = TestBed.inject(Languages);
    await languages.load(greeting);
    expect(languages.texts(greeting)().hello).toBe('hello (en)');
  });

  it('start without a server with the stored or else the preferred language', () => {
    const shell = document.createElement('app-root');
    shell.setAttribute('ngCspNonce', 'offline');
    document.body.append(shell);
    document.cookie = 'language=en; Path=/';
    expect(TestBed.inject(Languages).current()).toBe('en');
    TestBed.resetTestingModule();
    document.cookie = 'language=; Max-Age=0; Path=/';
    vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['fr-FR', 'en-GB', 'it']);
    expect(TestBed.inject(Languages).current()).toBe('en');
    shell.remove();
  });

  it('change all shown texts and are stored', async () => {
    const languages = TestBed.inject(Languages);
    await languages.load(greeting);
    const texts = languages.texts(greeting);
    expect(texts().hello).toBe('hello (it)');
    await languages.choose('en');
    TestBed.tick();
    expect(texts().hello).toBe('hello (en)');
    expect(document.documentElement.lang).toBe('en');
    expect(document.cookie).toContain('language=en');
  });

  it('remove the language from the address', async () => {
    history.replaceState(null, '', '/shows?lang=en&view=month');
    await TestBed.inject(Languages).choose('it');
    expect(location.pathname + location.search).toBe('/shows?view=month');
  });
});
