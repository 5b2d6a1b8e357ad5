// Checks the text files: each section has the same texts in every language, with the same
// placeholders and plural forms, and every text is used. The server's types check that it uses its
// own texts.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

import { DEFAULT_LANGUAGE, LANGUAGES, SECTIONS, TEXTS } from './languages.mjs';

const app = path.join(import.meta.dirname, '../src/app');

const files = readdirSync(app, { recursive: true }).map((name) => path.join(app, name));
const sources = [
  ...files
    .filter((file) => /\.(ts|html)$/.test(file) && !/\.(spec|d)\.ts$/.test(file))
    .filter((file) => !file.includes('/texts/sections/'))
    .map((file) => readFileSync(file, 'utf8').replaceAll(/[?!]\./g, '.')),
  ...serverSources().map((file) => camelCase(readFileSync(file, 'utf8'))),
];

const sections = new Set([...TEXTS.values()].flatMap(Object.keys));
const faults = [...sections].flatMap((section) => {
  const inLanguage = (language) => ({
    file: `${language}.json, ${section}`,
    leaves: leavesOf(TEXTS.get(language)[section] ?? {}),
  });
  const first = inLanguage(DEFAULT_LANGUAGE);
  const others = LANGUAGES.filter((language) => language !== DEFAULT_LANGUAGE).map(inLanguage);
  const checked = SECTIONS.includes(section) ? unused(first) : [];
  return [...others.flatMap((other) => differences(first, other)), ...checked];
});
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
else console.log(`${sections.size} sections of texts match in ${LANGUAGES.join(', ')}`);

/** The server's sources and templates that use the texts. */
function serverSources() {
  const server = path.join(app, '../../../crates/adapters-http');
  return ['src/pages', 'templates/website'].flatMap((folder) =>
    readdirSync(path.join(server, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name)),
  );
}

function camelCase(source) {
  return source.replaceAll(/_([a-z])/g, (_, letter) => letter.toUpperCase());
}

/** All texts by their path. A text with plural forms is a single text. */
function leavesOf(texts, keys = [], found = new Map()) {
  for (const [key, value] of Object.entries(texts)) {
    const isText = typeof value === 'string' || Array.isArray(value) || isPlural(value);
    if (isText) found.set([...keys, key].join('.'), value);
    else leavesOf(value, [...keys, key], found);
  }
  return found;
}

function isPlural(value) {
  return Object.keys(value).sort().join() === 'one,other' && typeof value.other === 'string';
}

function differences(one, other) {
  const faults = [];
  for (const [key, text] of one.leaves) {
    const translation = other.leaves.get(key);
    if (translation === undefined) faults.push(`${other.file}: ${key} is missing`);
    else if (kind(translation) !== kind(text))
      faults.push(`${other.file}: ${key} is ${kind(translation)}, elsewhere ${kind(text)}`);
    else if (placeholders(translation) !== placeholders(text))
      faults.push(
        `${other.file}: ${key} has the placeholders ${placeholders(translation)}, elsewhere ${placeholders(text)}`,
      );
    for (const { file, leaves } of [one, other]) {
      if (isBlank(leaves.get(key))) faults.push(`${file}: ${key} is empty`);
    }
  }
  for (const key of other.leaves.keys()) {
    if (!one.leaves.has(key)) faults.push(`${one.file}: ${key} is missing`);
  }
  return faults;
}

function kind(text) {
  if (Array.isArray(text)) return `a list of ${text.length}`;
  return typeof text === 'string' ? 'a text' : 'a text with plural forms';
}

/** The placeholders of a text. The singular may omit the number, so the plural counts. */
function placeholders(text) {
  const translation = isPlural(text) ? text.other : strings(text).join();
  return [...new Set(translation.match(/\{\w+\}/g) ?? [])].sort().join(' ') || 'none';
}

function strings(text) {
  return typeof text === 'string' ? [text] : Object.values(text).flatMap(strings);
}

function isBlank(text = []) {
  return strings(text).some((translation) => translation.trim() === '');
}

function unused({ file, leaves }) {
  return [...leaves.keys()]
    .filter((key) => !isUsed(key.split('.')))
    .map((key) => `${file}: ${key} is unused`);
}

/**
 * Whether a source names the text by its full path, or takes a group of texts and names the rest of
 * the path, or looks a text of the group up by a computed name.
 */
function isUsed(keys) {
  const whole = new RegExp(`(?<![\\w-])${keys.join('\\.')}\\b`);
  return sources.some((source) => {
    if (whole.test(source)) return true;
    for (let above = keys.length - 1; above > 0; above--) {
      const group = `(?<![\\w-])${keys.slice(0, above).join('\\.')}`;
      if (new RegExp(`${group}\\s*\\[`).test(source)) return true;
      // A group that is assigned to a record is read by a computed name.
      if (new RegExp(`Record<string,[^=;]*= [^=;]*${group};`).test(source)) return true;
      const isTaken = new RegExp(`${group}(?![\\w.:-]|\\s*:)`).test(source);
      const rest = keys.slice(above).join('\\.');
      if (isTaken && new RegExp(`(?<![\\w-])${rest}\\b(?!\\s*:\\s*['"])`).test(source)) return true;
    }
    return false;
  });
}
