/** Where this site is found. */
export const ORIGIN = location.origin;

/** The same, for programs that subscribe to calendars: all know `webcal`, few `webcals`. */
export const WEBCAL = ORIGIN.replace(/^https?/, 'webcal');
