// Measures the site with Lighthouse, on a slow phone with a slow network. Fails if a score is too
// low. Each page is measured three times, and the median counts.
//
//   AZIONELAB_BINARY=… node tools/lighthouse.mjs [PAGE...]     the named pages, or all
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import * as chromeLauncher from 'chrome-launcher';
import lighthouse from 'lighthouse';

import { chromium } from '../e2e/chromium.ts';
import { Theatre } from '../e2e/theatre.ts';

const RUNS = 3;
/** Lighthouse's categories with their minimum scores. */
const WANTED = { performance: 97, accessibility: 100, 'best-practices': 100, seo: 100 };
/** The audits that explain a slow page. */
const TIMES = [
  'first-contentful-paint',
  'largest-contentful-paint',
  'total-blocking-time',
  'cumulative-layout-shift',
];

const named = process.argv.slice(2);
const theatre = await Theatre.open();
let isGood = true;
try {
  const performance = await theatre.schedule();
  const { link } = await theatre.reserve(performance, { email: 'anna@example.org', seats: 3 });
  const pages = {
    home: theatre.url,
    show: `${theatre.url}/shows/la-locandiera`,
    booking: `${theatre.url}/performances/${performance}`,
    ticket: link,
  };
  const columns = [...Object.keys(WANTED), 'FCP', 'LCP', 'TBT', 'CLS'];
  console.log(['page'.padEnd(10), ...columns.map((name) => name.padStart(15))].join(''));
  for (const [name, url] of Object.entries(pages)) {
    if (named.length > 0 && !named.includes(name)) continue;
    // A ticket excludes search engines, which would cost points.
    const skipAudits = name === 'ticket' ? ['is-crawlable'] : [];
    const results = [];
    for (let run = 0; run < RUNS; run++) results.push(await measure(url, skipAudits));
    const result = median(results);
    const scores = Object.keys(WANTED).map((category) => scoreOf(result, category));
    const times = TIMES.map((audit) => result.audits[audit].displayValue.replaceAll(/\s/g, ' '));
    console.log(
      [name.padEnd(10), ...[...scores, ...times].map((value) => String(value).padStart(15))].join(
        '',
      ),
    );
    for (const [category, least] of Object.entries(WANTED)) {
      if (scoreOf(result, category) >= least) continue;
      isGood = false;
      console.log(
        `  ${category} must be at least ${least}: ${faults(result, category).join('; ')}`,
      );
    }
  }
} finally {
  await theatre.close();
}
process.exitCode = isGood ? 0 : 1;

/** One measurement with a new browser profile. */
async function measure(url, skipAudits) {
  const userDataDir = await mkdtemp(path.join(tmpdir(), 'azionelab-lighthouse-'));
  const browser = await chromeLauncher.launch({
    chromePath: chromium.path,
    chromeFlags: ['--headless', ...chromium.options],
    userDataDir,
    logLevel: 'silent',
  });
  try {
    const { lhr } = await lighthouse(url, {
      port: browser.port,
      logLevel: 'error',
      onlyCategories: Object.keys(WANTED),
      skipAudits,
    });
    if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
    return lhr;
  } finally {
    browser.kill();
    await rm(userDataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

function median(results) {
  const sorted = results.sort(
    (one, other) => scoreOf(one, 'performance') - scoreOf(other, 'performance'),
  );
  return sorted[Math.floor(sorted.length / 2)];
}

function scoreOf(result, category) {
  return Math.round(result.categories[category].score * 100);
}

/** The audits that cost a category points. */
function faults(result, category) {
  return result.categories[category].auditRefs
    .filter(({ weight }) => weight > 0)
    .map(({ id }) => result.audits[id])
    .filter(({ score }) => score !== null && score < 1)
    .map(({ id, displayValue }) => (displayValue ? `${id} (${displayValue})` : id));
}
