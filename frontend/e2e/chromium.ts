import { findProgram } from './programs.ts';

/** The system's browser, and options that turn its own network requests off. */
export const chromium = {
  path: process.env['CHROMIUM'] ?? find(),
  options: [
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-quic',
    '--disable-sync',
    '--no-first-run',
    // The sandbox does not work as root, which containers use.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ],
};

function find(): string {
  const found = findProgram(
    // It is first because it needs less processor time.
    'chromium-headless-shell',
    'chromium',
    'chromium-browser',
    'google-chrome-stable',
    'google-chrome',
  );
  if (!found) {
    throw new Error('found no Chromium: run infra/bootstrap.sh test, or set CHROMIUM');
  }
  return found;
}
