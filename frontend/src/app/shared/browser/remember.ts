/** The stored preferences of a visitor: only language and theme. */
type Preference = 'language' | 'theme';

const ONE_YEAR_SECONDS = 365 * 24 * 60 * 60;

/**
 * Stores a choice in a cookie, so that the server knows it for the next first page. Without a value
 * removes it.
 */
export function remember(document: Document, preference: Preference, value: string | undefined) {
  const age = value === undefined ? 0 : ONE_YEAR_SECONDS;
  const secure = document.location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `${preference}=${value ?? ''}; Path=/; Max-Age=${age}; SameSite=Lax${secure}`;
}

/** Reads a stored choice. */
export function storedChoice(document: Document, preference: Preference): string | undefined {
  const cookies = document.cookie.split('; ').map((cookie) => cookie.split('='));
  return cookies.find(([name]) => name === preference)?.[1];
}
