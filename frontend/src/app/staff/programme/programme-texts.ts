import { TextSection } from '../../shared/texts/languages';
import type texts from './texts/it.json';

/** The texts for the state of performances. */
export const programmeTexts: TextSection<typeof texts> = {
  it: () => import('./texts/it.json'),
  en: () => import('./texts/en.json'),
};
