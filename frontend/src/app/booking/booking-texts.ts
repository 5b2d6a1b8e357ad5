import { TextSection } from '../texts/languages';
import type texts from './texts/it.json';

/** The texts of a booking, from a date to the mail in the inbox. */
export const bookingTexts: TextSection<typeof texts> = {
  it: () => import('./texts/it.json'),
  en: () => import('./texts/en.json'),
};
