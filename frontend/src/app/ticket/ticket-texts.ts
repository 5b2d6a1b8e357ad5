import { TextSection } from '../texts/languages';
import type texts from './texts/it.json';

/** The texts of what a camera opens. */
export const ticketTexts: TextSection<typeof texts> = {
  it: () => import('./texts/it.json'),
  en: () => import('./texts/en.json'),
};
