// Runs after `ng build`: merges the staff's files with the visitors', compresses all files, writes
// the files that each page needs (`dist/routes.json`, for the server's preload headers), and checks
// the script size of each page.
//
//   node tools/prepare-dist.mjs [--only-size]
import { existsSync } from 'node:fs';
import { cp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

import { Chunks } from './chunks.mjs';
import { DEFAULT_LANGUAGE, LANGUAGES, folderOf } from './languages.mjs';

/** The entry source file of each page. */
const ROUTES = {
  home: 'src/app/visitors/programme/home.ts',
  shows: 'src/app/visitors/programme/shows.ts',
  show: 'src/app/visitors/programme/show.ts',
  calendar: 'src/app/visitors/programme/calendar.ts',
  venues: 'src/app/visitors/programme/venues.ts',
  venue: 'src/app/visitors/programme/venue.ts',
  page: 'src/app/visitors/pages/company-page.ts',
  statement: 'src/app/visitors/pages/statement.ts',
  booking: 'src/app/visitors/booking/booking-page.ts',
  reservation: 'src/app/visitors/reservation/reservation.ts',
  ticket: 'src/app/visitors/reservation/ticket/ticket.ts',
  'not-found': 'src/app/visitors/pages/not-found.ts',
};
/** The fonts that every page uses. */
const FONTS = [
  /^media\/bodoni-moda-latin-500-normal-/,
  /^media\/hanken-grotesk-latin-wght-normal-/,
];

/** Limit for the gzipped script of a page, in bytes. */
const LIMIT = 190_000;

const COMPRESSIBLE = new Set([
  '.css',
  '.ico',
  '.js',
  '.json',
  '.svg',
  '.txt',
  '.wasm',
  '.webmanifest',
]);
/** Smaller files are not compressed, in bytes. */
const WORTH_COMPRESSING = 1_000;

const dist = path.join(import.meta.dirname, '../dist');
const browser = path.join(dist, 'browser');

/** The build of the staff application. */
const staff = path.join(dist, 'staff');

const chunks = await chunksOf(dist, 'src/main.ts');
const staffChunks = await chunksOf(staff, 'src/staff.ts');
const pages = filesOfPages();
const sizes = new Map();
if (!process.argv.includes('--only-size')) {
  await mergeStaffFiles();
  await compressAll();
  await writeFile(path.join(dist, 'routes.json'), `${JSON.stringify(pages, null, 2)}\n`);
}
await reportSizes();

async function chunksOf(folder, main) {
  const stats = await readFile(path.join(folder, 'browser-stats.json'), 'utf8');
  return new Chunks(JSON.parse(stats), main);
}

/**
 * Copies the staff application's files next to the visitors'. File names contain a hash, so files
 * with the same name are equal. The server fills the staff's `index.html`, so it is not copied.
 */
async function mergeStaffFiles() {
  const from = path.join(staff, 'browser');
  await cp(from, browser, {
    recursive: true,
    filter: (source) => path.relative(from, source) !== 'index.html',
  });
}

/** The scripts and texts of each page, without those that every page loads. */
function filesOfPages() {
  const routes = {};
  const texts = {};
  for (const [route, entry] of Object.entries(ROUTES)) {
    routes[route] = chunks.neededBy(entry);
    texts[route] = {};
    for (const language of LANGUAGES) texts[route][language] = chunks.textsOf(entry, language);
  }
  const languages = Object.fromEntries(
    LANGUAGES.map((language) => [
      language,
      chunks.neededBy(`${folderOf('site')}/${language}.json`),
    ]),
  );
  const fonts = FONTS.map((name) => {
    const font = chunks.files().find((file) => name.test(file));
    if (!font) throw new Error(`no font matches ${name}`);
    return font;
  });
  const staffByLanguage = LANGUAGES.map((language) => [
    language,
    [
      ...staffChunks.initial(),
      ...['site', 'controls', 'staff'].flatMap((section) =>
        staffChunks.neededBy(`${folderOf(section)}/${language}.json`),
      ),
    ],
  ]);
  const staffPages = Object.fromEntries(staffByLanguage);
  return { initial: chunks.initial(), routes, languages, texts, fonts, staff: staffPages };
}

async function compressAll() {
  for (const name of await readdir(browser, { recursive: true })) {
    const file = path.join(browser, name);
    if (/\.(br|gz)$/.test(name)) await rm(file);
    else if (COMPRESSIBLE.has(path.extname(name))) await compress(file);
  }
}

async function compress(file) {
  const content = await readFile(file);
  if (content.length < WORTH_COMPRESSING) return;
  await Promise.all([
    writeFile(`${file}.br`, await brotli(content)),
    writeFile(`${file}.gz`, await gzipped(content)),
  ]);
}

function brotli(content) {
  return promisify(brotliCompress)(content, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  });
}

function gzipped(content) {
  return promisify(gzip)(content, { level: 9 });
}

/** Prints the script size of each page, and fails if one is over the limit. */
async function reportSizes() {
  const table = [];
  for (const route of Object.keys(pages.routes)) {
    // The largest of the languages.
    const sizesByLanguage = await Promise.all(
      LANGUAGES.map((language) =>
        totalSize([
          ...pages.initial,
          ...pages.routes[route],
          ...pages.languages[language],
          ...pages.texts[route][language],
        ]),
      ),
    );
    const largest = sizesByLanguage.sort((one, other) => other.gzip - one.gzip)[0];
    table.push({ page: route, ...largest });
  }
  const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
  console.log('\nScript size of each page, with the texts of one language');
  console.log(
    `${'page'.padEnd(14)}${'files'.padStart(6)}${'gzip'.padStart(12)}${'brotli'.padStart(12)}`,
  );
  for (const { page, files, gzip: zipped, brotli: brotlied } of table) {
    console.log(
      `${page.padEnd(14)}${String(files).padStart(6)}${kB(zipped).padStart(12)}${kB(brotlied).padStart(12)}`,
    );
  }
  const staffSize = await totalSize(pages.staff[DEFAULT_LANGUAGE]);
  console.log(
    `${'(the staff)'.padEnd(14)}${String(staffSize.files).padStart(6)}${kB(staffSize.gzip).padStart(12)}${kB(staffSize.brotli).padStart(12)}`,
  );
  const tooLarge = table.filter((row) => row.gzip > LIMIT).map((row) => row.page);
  if (tooLarge.length > 0) {
    console.error(`Over the limit of ${kB(LIMIT)} (gzip): ${tooLarge.join(', ')}`);
    process.exitCode = 1;
  }
}

async function totalSize(files) {
  const all = await Promise.all(files.map((name) => sizeOf(name)));
  const sum = (of) => all.reduce((total, size) => total + size[of], 0);
  return { files: files.length, gzip: sum('gzip'), brotli: sum('brotli') };
}

/** The sizes as sent: small files are sent uncompressed. */
async function sizeOf(name) {
  if (!sizes.has(name)) {
    const file = path.join(browser, name);
    const content = await readFile(file);
    const size = async (suffix) =>
      existsSync(file + suffix) ? (await readFile(file + suffix)).length : content.length;
    sizes.set(name, { gzip: await size('.gz'), brotli: await size('.br') });
  }
  return sizes.get(name);
}
