// Generates the API types from the API description, or checks that they are up to date.
//
//   node tools/api-types.mjs [--check]
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';

const frontend = path.join(import.meta.dirname, '..');
const description = path.join(frontend, '../crates/adapters-http/openapi.json');
const types = path.join(frontend, 'src/app/shared/api/schema.d.ts');

const folder = mkdtempSync(path.join(tmpdir(), 'azionelab-api-'));
const output = path.join(folder, 'schema.d.ts');
const options = ['--immutable', '--root-types', '--root-types-no-schema-prefix'];
const program = path.join(frontend, 'node_modules/openapi-typescript/bin/cli.js');
let fresh;
try {
  execFileSync(process.execPath, [program, description, ...options, '--output', output], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  fresh = readFileSync(output, 'utf8');
} finally {
  rmSync(folder, { recursive: true });
}

if (!process.argv.includes('--check')) {
  writeFileSync(types, fresh);
} else if (fresh !== readFileSync(types, 'utf8')) {
  console.error('src/app/shared/api/schema.d.ts does not match openapi.json: run `npm run api`');
  process.exitCode = 1;
}
