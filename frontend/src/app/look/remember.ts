/** What is remembered of a visitor: no more than how they like to read. */
type Preference = 'language' | 'theme';

const ONE_YEAR_SECONDS = 365 * 24 * 60 * 60;

/**
 * Remembers a choice in a cookie, where the server finds it before it writes the next first page;
 * without a value forgets it.
 */
export function remember(document: Document, preference: Preference, value: string | undefined) {
  const age = value === undefined ? 0 : ONE_YEAR_SECONDS;
  const secure = document.location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `${preference}=${value ?? ''}; Path=/; Max-Age=${age}; SameSite=Lax${secure}`;
}

/** What was remembered of a choice. */
export function remembered(document: Document, preference: Preference): string | undefined {
  const cookies = document.cookie.split('; ').map((cookie) => cookie.split('='));
  return cookies.find(([name]) => name === preference)?.[1];
}
