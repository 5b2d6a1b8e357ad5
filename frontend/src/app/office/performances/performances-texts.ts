import { TextSection } from '../../texts/languages';
import type texts from './texts/it.json';

/** The texts of the performances in the office. */
export const officePerformancesTexts: TextSection<typeof texts> = {
  it: () => import('./texts/it.json'),
  en: () => import('./texts/en.json'),
};
