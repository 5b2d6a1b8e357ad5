import languages from './sections/languages.json';

/** A language of the site (BCP 47). */
export type Language = keyof typeof languages;

/** All languages: the theatre's own first, then by their names. */
export const LANGUAGES = Object.keys(languages) as readonly Language[];

/** The language of the theatre. */
export const DEFAULT_LANGUAGE: Language = 'it';

/** Returns `text` if it is a language of the site. */
export function asLanguage(text: string | null | undefined): Language | undefined {
  return LANGUAGES.find((language) => language === text);
}

/** The language's own name. */
export function ownName(language: Language): string {
  return languages[language].name;
}

/** The language with the region whose formats it uses, such as `en-GB`. */
export function regionOf(language: Language): string {
  return languages[language].region;
}

/** A formatted time as it is said in a sentence, such as `19:30 Uhr`. */
export function spokenTime(time: string, language: Language): string {
  return languages[language].time.replace('{time}', time);
}
