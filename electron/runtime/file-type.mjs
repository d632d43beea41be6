// @ts-check
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';
import { run } from './run.mjs';
import { StepFailure } from './steps.mjs';

const NAME = 'ndis-shared-memory-lab';
const MIME = 'application/x-ndislab';
const SESSION = 'NDIS Shared Memory Lab session';
const LAUNCH_SERVICES =
  '/System/Library/Frameworks/CoreServices.framework/Frameworks/LaunchServices.framework/Support/lsregister';
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
  if (process.platform === 'darwin') return registerOnMac();
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

/** macOS takes file types from app bundles alone: a small one of this user's hands the files on. */
async function registerOnMac() {
  const bundle = join(homedir(), 'Applications', 'NDIS Shared Memory Lab Opener.app');
  rmSync(bundle, { recursive: true, force: true });
  mkdirSync(join(bundle, '..'), { recursive: true });
  for (const [command, ...args] of macCommands(process.execPath, START, bundle)) {
    const { code, output } = await run(command ?? '', args, { capture: true });
    if (code !== 0)
      throw new StepFailure(
        'registering the file type',
        [`${command}: ${output.trim()}`],
        'open a session with "npm start -- FILE", or drop it on the window',
      );
  }
  return `.ndislab files open here (by ${bundle}; made without a Mac to try it on)`;
}

/**
 * What makes the bundle, a call each: an AppleScript that passes files on, its types, its signature (the one that the
 * compiler made does not fit the changed list of properties), and the system's register of apps.
 * @param {string} node
 * @param {string} start
 * @param {string} bundle
 * @returns {string[][]}
 */
export function macCommands(node, start, bundle) {
  const plist = join(bundle, 'Contents', 'Info.plist');
  const set = (/** @type {string} */ key, /** @type {string} */ type, /** @type {string} */ value) => [
    'plutil',
    '-replace',
    key,
    type,
    value,
    plist,
  ];
  const type = 'example.ndis-shared-memory-lab.session';
  const documents = [
    {
      CFBundleTypeName: SESSION,
      CFBundleTypeRole: 'Viewer',
      LSHandlerRank: 'Owner',
      LSItemContentTypes: [type],
    },
  ];
  const declared = [
    {
      UTTypeIdentifier: type,
      UTTypeDescription: SESSION,
      UTTypeConformsTo: ['public.data'],
      UTTypeTagSpecification: { 'public.filename-extension': ['ndislab'], 'public.mime-type': [MIME] },
    },
  ];
  return [
    ['osacompile', '-o', bundle, ...passingOn(node, start).flatMap((line) => ['-e', line])],
    set('CFBundleIdentifier', '-string', 'example.ndis-shared-memory-lab'),
    set('CFBundleDocumentTypes', '-json', JSON.stringify(documents)),
    set('UTExportedTypeDeclarations', '-json', JSON.stringify(declared)),
    ['codesign', '--force', '--sign', '-', bundle],
    [LAUNCH_SERVICES, '-f', bundle],
  ];
}

/**
 * The lines of the AppleScript. The program is not waited for, so that the next file can be opened.
 * @param {string} node
 * @param {string} start
 */
function passingOn(node, start) {
  const text = (/** @type {string} */ value) => `"${value.replace(/[\\"]/g, '\\$&')}"`;
  const call = `quoted form of ${text(node)} & " " & quoted form of ${text(start)}`;
  const inBackground = '" >/dev/null 2>&1 &"';
  return [
    'on run',
    `do shell script ${call} & ${inBackground}`,
    'end run',
    'on open theFiles',
    'repeat with theFile in theFiles',
    `do shell script ${call} & " " & quoted form of POSIX path of theFile & ${inBackground}`,
    'end repeat',
    'end open',
  ];
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
      `    <comment>${SESSION}</comment>`,
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
    set(type, SESSION),
    set(`${type}\\shell\\open\\command`, `"${node}" "${start}" "%1"`),
  ];
}
