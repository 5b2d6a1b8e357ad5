import { TextSection } from '../../shared/texts/languages';
import type texts from './texts/it.json';

export const reservationsTexts: TextSection<typeof texts> = {
  it: () => import('./texts/it.json'),
  en: () => import('./texts/en.json'),
};
