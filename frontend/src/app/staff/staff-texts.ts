import { TextSection } from '../texts/languages';
import type texts from './texts/it.json';

/** The texts that every page of the staff may need. */
export const staffTexts: TextSection<typeof texts> = {
  it: () => import('./texts/it.json'),
  en: () => import('./texts/en.json'),
};
