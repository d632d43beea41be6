// @ts-check
// npm run bench -- [BENCH ...] [--only WORD] [--quick] [--json]
import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { benchWindow, TITLE as WINDOW_TITLE } from './window-bench.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const OUT = join(ROOT, '.build', 'bench');

/**
 * @typedef {Record<string, string | number | null>} Row
 * @typedef {{ name: string, title: string, cases: string[] }} Listed
 */

const args = process.argv.slice(2);
const quick = args.includes('--quick');
const json = args.includes('--json');
const onlyAt = args.indexOf('--only');
const only = onlyAt < 0 ? '' : (args[onlyAt + 1] ?? '');
const wanted = args.filter((arg, at) => !arg.startsWith('--') && (onlyAt < 0 || at !== onlyAt + 1));

await build({
  configFile: false,
  root: ROOT,
  logLevel: 'warn',
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: true,
    outDir: OUT,
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    rollupOptions: {
      input: join(ROOT, 'electron', 'bench', 'child.mjs'),
      output: { format: 'es', entryFileNames: 'child.mjs' },
    },
  },
});

/**
 * @param {string[]} words
 * @param {string} [input]
 */
function child(words, input = '') {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--expose-gc', join(OUT, 'child.mjs'), ...words],
    { input, encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  if (status !== 0) throw new Error(`${words.join(' ')}: ${stderr.trim()}`);
  return JSON.parse(stdout);
}

const mode = quick ? 'quick' : 'full';
/** @type {Listed[]} */
const listed = child(['', mode]);
const known = [...listed.map(({ name }) => name), 'window'];
const unknown = wanted.find((name) => !known.includes(name));
if (unknown !== undefined) {
  console.error(`bench: there is no "${unknown}"; there is ${known.join(', ')}`);
  process.exit(2);
}

const results = [];
for (const bench of listed) {
  if (wanted.length > 0 && !wanted.includes(bench.name)) continue;
  /** @type {Row[]} */
  const measured = [];
  for (const name of bench.cases) {
    if (!name.includes(only)) continue;
    if (!json && process.stderr.isTTY) process.stderr.write(`\r\x1b[K${bench.name}: ${name}`);
    measured.push(child([bench.name, mode, name]));
  }
  if (!json && process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  /** @type {Row[]} */
  const rows = child([bench.name, mode, 'finish'], JSON.stringify(measured));
  results.push({ name: bench.name, title: bench.title, rows });
  if (!json) printTable(bench.title, rows);
}
if (only === '' && (wanted.length === 0 || wanted.includes('window'))) {
  const rows = await benchWindow((name, path) => child(['session', name, path]), quick);
  results.push({ name: 'window', title: WINDOW_TITLE, rows });
  if (!json) printTable(WINDOW_TITLE, rows);
}
if (json)
  console.log(
    JSON.stringify(
      { node: process.version, processor: cpus()[0]?.model ?? '', quick, benches: results },
      null,
      2,
    ),
  );

/**
 * @param {string} title
 * @param {Row[]} rows
 */
function printTable(title, rows) {
  console.log(`\n${title}\n`);
  const columns = Object.keys(rows[0] ?? {});
  const text = rows.map((row) =>
    columns.map((column) => {
      const value = row[column] ?? null;
      return value === null ? '-' : typeof value === 'number' ? value.toLocaleString('en') : value;
    }),
  );
  const widths = columns.map((column, at) =>
    Math.max(column.length, ...text.map((line) => line[at]?.length ?? 0)),
  );
  const line = (/** @type {string[]} */ cells) =>
    cells
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ');
  console.log(line(columns));
  for (const cells of text) console.log(line(cells));
}
