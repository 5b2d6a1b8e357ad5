import { accessSync, constants } from 'node:fs';
import path from 'node:path';

// The headless shell is first: it needs less processor time.
const NAMES = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
];

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
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const all = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  const found = all.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  if (!found) {
    throw new Error('found no Chromium: run infra/bootstrap.sh test, or set CHROMIUM');
  }
  return found;
}
