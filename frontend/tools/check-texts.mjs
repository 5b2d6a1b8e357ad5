// Checks the texts: every section says the same things in every language, with the same gaps and
// the same forms for one and for several, and nothing that no page shows.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const LANGUAGES = ['it', 'en'];
const app = path.join(import.meta.dirname, '../src/app');

const files = readdirSync(app, { recursive: true }).map((name) => path.join(app, name));
const sections = files
  .filter((file) => path.basename(file) === `${LANGUAGES[0]}.json`)
  .map(path.dirname);
const sources = [
  ...files
    .filter((file) => /\.(ts|html)$/.test(file) && !/\.(spec|d)\.ts$/.test(file))
    .map((file) => readFileSync(file, 'utf8').replaceAll(/[?!]\./g, '.')),
  ...serverSources().map((file) => camelCase(readFileSync(file, 'utf8'))),
];

const faults = sections.flatMap((folder) => {
  const texts = LANGUAGES.map((language) => {
    const file = path.join(folder, `${language}.json`);
    return {
      file: path.relative(path.join(app, '../..'), file),
      leaves: leavesOf(JSON.parse(readFileSync(file, 'utf8'))),
    };
  });
  const [first, ...others] = texts;
  return [...others.flatMap((other) => differences(first, other)), ...unused(first)];
});
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
else console.log(`${sections.length} sections of texts agree in ${LANGUAGES.join(' and ')}`);

/** What writes the first page, with the same texts. */
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

/** Each text by its path; a text for one and for several counts as one. */
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
    const said = other.leaves.get(key);
    if (said === undefined) faults.push(`${other.file}: there is no ${key}`);
    else if (kind(said) !== kind(text))
      faults.push(`${other.file}: ${key} is ${kind(said)}, elsewhere ${kind(text)}`);
    else if (gaps(said) !== gaps(text))
      faults.push(`${other.file}: ${key} has the gaps ${gaps(said)}, elsewhere ${gaps(text)}`);
    for (const { file, leaves } of [one, other]) {
      if (isBlank(leaves.get(key))) faults.push(`${file}: ${key} says nothing`);
    }
  }
  for (const key of other.leaves.keys()) {
    if (!one.leaves.has(key)) faults.push(`${one.file}: there is no ${key}`);
  }
  return faults;
}

function kind(text) {
  if (Array.isArray(text)) return `a list of ${text.length}`;
  return typeof text === 'string' ? 'a text' : 'a text for one and for several';
}

/** The gaps of a text. For one thing the number may be left out, so several are looked at. */
function gaps(text) {
  const said = isPlural(text) ? text.other : strings(text).join();
  return [...new Set(said.match(/\{\w+\}/g) ?? [])].sort().join(' ') || 'none';
}

function strings(text) {
  return typeof text === 'string' ? [text] : Object.values(text).flatMap(strings);
}

function isBlank(text = []) {
  return strings(text).some((said) => said.trim() === '');
}

function unused({ file, leaves }) {
  return [...leaves.keys()]
    .filter((key) => !isUsed(key.split('.')))
    .map((key) => `${file}: nothing shows ${key}`);
}

/**
 * Whether a source names the text by its path, or takes a group of texts above it and names the
 * rest, or looks a text of the group up by a name that only running it tells.
 */
function isUsed(keys) {
  const whole = new RegExp(`(?<![\\w-])${keys.join('\\.')}\\b`);
  return sources.some((source) => {
    if (whole.test(source)) return true;
    for (let above = keys.length - 1; above > 0; above--) {
      const group = `(?<![\\w-])${keys.slice(0, above).join('\\.')}`;
      if (new RegExp(`${group}\\s*\\[`).test(source)) return true;
      const isTaken = new RegExp(`${group}(?![\\w.:-]|\\s*:)`).test(source);
      const rest = keys.slice(above).join('\\.');
      if (isTaken && new RegExp(`(?<![\\w-])${rest}\\b(?!\\s*:\\s*['"])`).test(source)) return true;
    }
    return false;
  });
}
