import { TextSection } from '../../texts/languages';
import type texts from './texts/it.json';

/** The texts of the office's reservations. */
export const reservationsTexts: TextSection<typeof texts> = {
  it: () => import('./texts/it.json'),
  en: () => import('./texts/en.json'),
};
