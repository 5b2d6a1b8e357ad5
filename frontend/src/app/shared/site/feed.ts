/** The address of this site. */
export const ORIGIN = location.origin;

/** The feed's address for calendar programs: all support `webcal`, few `webcals`. */
export const WEBCAL = ORIGIN.replace(/^https?/, 'webcal');
