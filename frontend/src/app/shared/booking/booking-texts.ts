import { TextSection } from '../texts/languages';
import type texts from './texts/it.json';

export const bookingTexts: TextSection<typeof texts> = {
  it: () => import('./texts/it.json'),
  en: () => import('./texts/en.json'),
};
