import type texts from './it.json';
import { TextSection } from './languages';

export const siteTexts: TextSection<typeof texts> = {
  it: () => import('./it.json'),
  en: () => import('./en.json'),
};
