import { TextSection } from '../../texts/languages';
import type texts from './texts/it.json';

/** The texts of the venues in the office. */
export const officeVenuesTexts: TextSection<typeof texts> = {
  it: () => import('./texts/it.json'),
  en: () => import('./texts/en.json'),
};
