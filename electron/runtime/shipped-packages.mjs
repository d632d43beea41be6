// @ts-check
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';

const LICENCE_FILE = /^(licen[cs]e|copying)(\.(md|txt))?$/i;
const PACKAGE_FOLDER = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/;

/**
 * A plugin that leaves `licences.json` beside a bundle: the packages that are in it, with their licences.
 * @returns {import('vite').Plugin}
 */
export function shippedPackages() {
  return {
    name: 'shipped-packages',
    apply: 'build',
    generateBundle() {
      /** @type {Map<string, ReturnType<typeof readPackage>>} */
      const packages = new Map();
      // Not bundled, yet what everything runs in.
      packages.set('electron', readPackage(join(ROOT, 'node_modules', 'electron')));
      for (const id of this.getModuleIds()) {
        const folder = PACKAGE_FOLDER.exec(id.replace(/^\0/, ''))?.[1];
        if (folder !== undefined && !packages.has(folder)) packages.set(folder, readPackage(folder));
      }
      const source = JSON.stringify([...packages.values()].filter((part) => part !== null));
      this.emitFile({ type: 'asset', fileName: 'licences.json', source });
    },
  };
}

/**
 * @param {string} folder
 * @returns {{name: string, version: string, licence: string, text: string} | null} null for what is no package
 */
function readPackage(folder) {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return null;
  const { name, version, license, author } = JSON.parse(readFileSync(file, 'utf8'));
  const text = readdirSync(folder).find((entry) => LICENCE_FILE.test(entry));
  const holder = typeof author === 'object' ? author.name : author;
  return {
    name,
    version,
    licence: license ?? '',
    text:
      text === undefined
        ? `${license}\n${holder ?? ''}`.trim()
        : readFileSync(join(folder, text), 'utf8').trim(),
  };
}
