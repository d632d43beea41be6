import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type ShippedPart, shippedParts } from '../contract/licences.ts';

/** Bundles of the program; each has a list of the packages that are in it. */
const BUNDLES = ['main', 'preload', 'renderer', 'replay'] as const;
/** Licences of Chromium's parts are thousands of pages; Electron ships them in this file. */
const CHROMIUM_FILE = 'LICENSES.chromium.html';

/** Everything that is shipped, by name, each once: packages, Electron itself, and the recordings of others. */
export function shippedLicences(buildFolder: string, executable: string): readonly ShippedPart[] {
  const parts = new Map<string, ShippedPart>();
  const add = (part: ShippedPart): unknown => parts.set(`${part.name} ${part.version}`, part);
  for (const bundle of BUNDLES) {
    for (const part of packagesOf(join(buildFolder, bundle, 'licences.json'))) {
      // The one that was built with need not be the one that runs.
      add(part.name === 'electron' ? { ...part, version: process.versions.electron } : part);
    }
  }
  const chromium = join(dirname(executable), CHROMIUM_FILE);
  add({
    name: 'chromium',
    version: process.versions.chrome,
    licence: 'BSD-3-Clause',
    text: `Copyright The Chromium Authors. ${chromium}`,
  });
  recordings(join(buildFolder, 'samples', 'public', 'licences')).forEach(add);
  return [...parts.values()].sort((one, other) => one.name.localeCompare(other.name, 'en'));
}

function packagesOf(file: string): readonly ShippedPart[] {
  const text = readText(file);
  if (text === null) return [];
  const parsed = shippedParts.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : [];
}

/** `LGPL-2.1-or-later-heaptrack.txt` is the licence of the traces that came from heaptrack. */
function recordings(folder: string): readonly ShippedPart[] {
  return listed(folder).map((file) => {
    const words = file.replace(/\.txt$/, '').split('-');
    const source = words.findLast((word) => word !== 'NOTICE') ?? file;
    return {
      name: `traces: ${source}`,
      version: '',
      licence: words.slice(0, words.indexOf(source)).join('-'),
      text: readText(join(folder, file)) ?? '',
    };
  });
}

function listed(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return null;
  }
}
