// The languages of the site: one file of texts each, in `texts`.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** The folder of the texts. */
export const FOLDER = path.join(import.meta.dirname, '../texts');

/** The language of the theatre. The texts of the others have its structure. */
export const DEFAULT_LANGUAGE = 'it';

/** All texts by language (BCP 47): the theatre's own first, then by the languages' names. */
export const TEXTS = new Map(
  readdirSync(FOLDER)
    .map((file) => [
      path.basename(file, '.json'),
      JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')),
    ])
    .sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1)),
);

export const LANGUAGES = [...TEXTS.keys()];

function orderOf([tag, { language }]) {
  return tag === DEFAULT_LANGUAGE ? '' : language.name;
}

/** The sections that pages load. `server` is for the server only. */
export const SECTIONS = Object.keys(TEXTS.get(DEFAULT_LANGUAGE)).filter(
  (section) => section !== 'language' && section !== 'server',
);

/** The folder of a section in the source tree. */
export function folderOf(section) {
  const name = section.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return `src/app/shared/texts/sections/${name}`;
}
