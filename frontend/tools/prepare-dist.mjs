// What follows `ng build`: the staff's files beside the visitors', compressed copies of all, the list of what each page needs
// (`dist/routes.json`, which the server reads to have browsers fetch it early), and the check
// that no page has grown too heavy.
//
//   node tools/prepare-dist.mjs [--only-size]
import { existsSync } from 'node:fs';
import { cp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

import { Chunks } from './chunks.mjs';

/** Where each page of the site begins. */
const ROUTES = {
  home: 'src/app/home/home.ts',
  shows: 'src/app/shows/shows.ts',
  show: 'src/app/shows/show.ts',
  calendar: 'src/app/calendar/calendar.ts',
  venues: 'src/app/venues/venues.ts',
  venue: 'src/app/venues/venue.ts',
  page: 'src/app/pages/company-page.ts',
  statement: 'src/app/pages/statement.ts',
  booking: 'src/app/booking/booking-page.ts',
  reservation: 'src/app/reservation/reservation.ts',
  ticket: 'src/app/ticket/ticket.ts',
  'not-found': 'src/app/pages/not-found.ts',
};
const LANGUAGES = ['it', 'en'];
/** The fonts that every page in either language shows. */
const FONTS = [
  /^media\/bodoni-moda-latin-500-normal-/,
  /^media\/hanken-grotesk-latin-wght-normal-/,
];

/** How much script a page may need before it can be used, gzipped, in bytes. */
const LIMIT = 150_000;

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
/** Below this size compressing gains nothing, in bytes. */
const WORTH_COMPRESSING = 1_000;

const dist = path.join(import.meta.dirname, '../dist');
const browser = path.join(dist, 'browser');

/** Where the staff's application was built. */
const staff = path.join(dist, 'staff');

const chunks = await chunksOf(dist, 'src/main.ts');
const staffsChunks = await chunksOf(staff, 'src/staff.ts');
const pages = whatPagesNeed();
const sizes = new Map();
if (!process.argv.includes('--only-size')) {
  await putStaffBesideVisitors();
  await compressAll();
  await writeFile(path.join(dist, 'routes.json'), `${JSON.stringify(pages, null, 2)}\n`);
}
await weigh();

async function chunksOf(folder, main) {
  const stats = await readFile(path.join(folder, 'browser-stats.json'), 'utf8');
  return new Chunks(JSON.parse(stats), main);
}

/**
 * Puts the files of the staff's application where browsers look for them. Their names tell what
 * they hold, so two of one name are the same; the page around them is the server's to fill.
 */
async function putStaffBesideVisitors() {
  const from = path.join(staff, 'browser');
  await cp(from, browser, {
    recursive: true,
    filter: (source) => path.relative(from, source) !== 'index.html',
  });
}

/** Of each page its scripts and texts, without those that every page loads anyway. */
function whatPagesNeed() {
  const routes = {};
  const texts = {};
  for (const [route, entry] of Object.entries(ROUTES)) {
    routes[route] = chunks.neededBy(entry);
    texts[route] = {};
    for (const language of LANGUAGES) texts[route][language] = chunks.textsOf(entry, language);
  }
  const languages = Object.fromEntries(
    LANGUAGES.map((language) => [language, chunks.neededBy(`src/app/texts/${language}.json`)]),
  );
  const fonts = FONTS.map((name) => {
    const font = chunks.files().find((file) => name.test(file));
    if (!font) throw new Error(`no font is called ${name}`);
    return font;
  });
  const theirs = LANGUAGES.map((language) => [
    language,
    [
      ...staffsChunks.initial(),
      ...['texts', 'staff/texts'].flatMap((folder) =>
        staffsChunks.neededBy(`src/app/${folder}/${language}.json`),
      ),
    ],
  ]);
  const staffs = Object.fromEntries(theirs);
  return { initial: chunks.initial(), routes, languages, texts, fonts, staff: staffs };
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

/** Prints how much script each page needs, and fails when it is too much. */
async function weigh() {
  const table = [];
  for (const route of Object.keys(pages.routes)) {
    // The language with more to say.
    const weights = await Promise.all(
      LANGUAGES.map((language) =>
        weight([
          ...pages.initial,
          ...pages.routes[route],
          ...pages.languages[language],
          ...pages.texts[route][language],
        ]),
      ),
    );
    const heaviest = weights.sort((one, other) => other.gzip - one.gzip)[0];
    table.push({ page: route, ...heaviest });
  }
  const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
  console.log('\nScript that a page needs: all of it, with the texts of one language');
  console.log(
    `${'page'.padEnd(14)}${'files'.padStart(6)}${'gzip'.padStart(12)}${'brotli'.padStart(12)}`,
  );
  for (const { page, files, gzip: zipped, brotli: brotlied } of table) {
    console.log(
      `${page.padEnd(14)}${String(files).padStart(6)}${kB(zipped).padStart(12)}${kB(brotlied).padStart(12)}`,
    );
  }
  const own = await weight(pages.staff[LANGUAGES[0]]);
  console.log(
    `${'(the staff)'.padEnd(14)}${String(own.files).padStart(6)}${kB(own.gzip).padStart(12)}${kB(own.brotli).padStart(12)}`,
  );
  const heavy = table.filter((row) => row.gzip > LIMIT).map((row) => row.page);
  if (heavy.length > 0) {
    console.error(`Heavier than ${kB(LIMIT)} (gzip): ${heavy.join(', ')}`);
    process.exitCode = 1;
  }
}

async function weight(files) {
  const all = await Promise.all(files.map((name) => sizeOf(name)));
  const sum = (of) => all.reduce((total, size) => total + size[of], 0);
  return { files: files.length, gzip: sum('gzip'), brotli: sum('brotli') };
}

/** Compressed as it is sent; what is too small to be compressed is sent as it is. */
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
