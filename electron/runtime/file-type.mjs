// @ts-check
import { mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';
import { run } from './run.mjs';
import { StepFailure } from './steps.mjs';

const NAME = 'ndis-shared-memory-lab';
const MIME = 'application/x-ndislab';
const START = join(ROOT, 'electron', 'runtime', 'start.mjs');

/**
 * Tells the system, for this user alone, that `.ndislab` files open here.
 * @returns {Promise<string>} what came of it, for people
 */
export async function registerFileType() {
  if (process.platform === 'win32') {
    for (const args of registryCommands(process.execPath, START)) {
      const { code, output } = await run('reg', args, { capture: true });
      if (code !== 0)
        throw new StepFailure('registering the file type', [output.trim()], 'see that reg.exe may run');
    }
    return '.ndislab files open here (HKEY_CURRENT_USER\\Software\\Classes)';
  }
  if (process.platform === 'darwin')
    return 'macOS takes file types from packaged apps alone: open a session with "npm start -- FILE", or drop it';
  const share = process.env.XDG_DATA_HOME || join(homedir(), '.local', 'share');
  const files = linuxFiles(process.execPath, START);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(share, path, '..'), { recursive: true });
    writeFileSync(join(share, path), text);
  }
  // Each is there on most desktops; without them the files are read at the next login.
  for (const [command, ...args] of [
    ['update-mime-database', join(share, 'mime')],
    ['update-desktop-database', join(share, 'applications')],
    ['xdg-mime', 'default', `${NAME}.desktop`, MIME],
  ])
    await run(command ?? '', args, { capture: true });
  return `.ndislab files open here (${Object.keys(files).join(', ')} in ${share})`;
}

/**
 * The desktop entry and the MIME type, by their paths below XDG_DATA_HOME.
 * @param {string} node
 * @param {string} start
 * @returns {Record<string, string>}
 */
export function linuxFiles(node, start) {
  return {
    [`applications/${NAME}.desktop`]: [
      '[Desktop Entry]',
      'Type=Application',
      'Name=NDIS Shared Memory Lab',
      `Exec=${quoted(node)} ${quoted(start)} %f`,
      `MimeType=${MIME};`,
      'Categories=Development;',
      'Terminal=false',
      '',
    ].join('\n'),
    [`mime/packages/${NAME}.xml`]: [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">',
      `  <mime-type type="${MIME}">`,
      '    <comment>NDIS Shared Memory Lab session</comment>',
      '    <magic priority="60"><match type="string" offset="0" value="NDISLAB"/></magic>',
      '    <glob pattern="*.ndislab"/>',
      '  </mime-type>',
      '</mime-info>',
      '',
    ].join('\n'),
  };
}

/**
 * An argument of an Exec line. A percent sign is a field code, and the value of a key unescapes backslashes once more.
 * @param {string} text
 */
const quoted = (text) =>
  `"${text
    .replace(/[\\"`$]/g, '\\$&')
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%')}"`;

/**
 * Arguments of reg.exe, one call each.
 * @param {string} node
 * @param {string} start
 * @returns {string[][]}
 */
export function registryCommands(node, start) {
  const classes = 'HKCU\\Software\\Classes';
  const type = 'NdisSharedMemoryLab.Session';
  const set = (/** @type {string} */ key, /** @type {string} */ value) => [
    'add',
    `${classes}\\${key}`,
    '/ve',
    '/d',
    value,
    '/f',
  ];
  return [
    set('.ndislab', type),
    set(type, 'NDIS Shared Memory Lab session'),
    set(`${type}\\shell\\open\\command`, `"${node}" "${start}" "%1"`),
  ];
}
