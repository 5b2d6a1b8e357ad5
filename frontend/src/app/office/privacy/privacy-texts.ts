import { TextSection } from '../../texts/languages';
import type texts from './texts/it.json';

/** The texts about what is stored of one guest. */
export const privacyTexts: TextSection<typeof texts> = {
  it: () => import('./texts/it.json'),
  en: () => import('./texts/en.json'),
};
