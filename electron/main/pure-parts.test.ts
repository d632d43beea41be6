import { englishOf } from '../../core/words/sentence.ts';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parsePayload } from '../contract/channels.ts';
import { DEFAULT_PREFERENCES } from '../contract/preferences.ts';
import { parseLaunchArguments } from './arguments.ts';
import { bundlePath } from './bundle-path.ts';
import { senderProblem } from './sender-check.ts';
import { languageFor, readSettings } from './settings.ts';

describe('launch arguments', () => {
  const parse = (...words: string[]) =>
    parseLaunchArguments(['electron', '--no-sandbox', '/app', ...words], false);

  it('are what follows the app’s folder', () => {
    expect(parse('trace.rep')).toMatchObject({ file: 'trace.rep', demo: false, problem: null });
    expect(parse('--demo', '--screenshot', 'out.png')).toMatchObject({
      demo: true,
      screenshot: 'out.png',
      file: null,
    });
    expect(parse()).toMatchObject({ file: null, empty: false });
    expect(parseLaunchArguments(['lab', 'trace.rep'], true).file).toBe('trace.rep');
  });

  it('leave Chromium’s own switches alone', () => {
    expect(parse('--user-data-dir=/tmp/x', '--empty', '--enable-logging')).toMatchObject({
      empty: true,
      problem: null,
    });
  });

  it('say what cannot be understood', () => {
    const problemOf = (...words: readonly string[]): string => {
      const { problem } = parse(...words);
      return problem === null ? '' : englishOf(problem);
    };
    expect(problemOf('--screenshot')).toMatch(/screenshot/);
    expect(problemOf('--log-memory', '3')).toMatch(/--log-memory: expected MiB, a whole number from \d+ to/);
    expect(problemOf('--autosave-ms=5')).toBe(
      '--autosave-ms: expected milliseconds, a whole number from 10 to 60000',
    );
    expect(parse('--autosave-ms', '50', 'trace.rep')).toMatchObject({
      autosaveMs: 50,
      file: 'trace.rep',
      problem: null,
    });
  });
});

describe('paths of the app scheme', () => {
  it('are those of the own host', () => {
    expect(bundlePath('app://lab/')).toBe('/index.html');
    expect(bundlePath('app://lab/assets/index.js')).toBe('/assets/index.js');
    expect(bundlePath('app://other/index.html')).toBeNull();
    expect(bundlePath('file:///etc/passwd')).toBeNull();
    expect(bundlePath('nonsense')).toBeNull();
  });
});

describe('the sender of a message', () => {
  const own = { url: 'app://lab/index.html', parent: null };

  it('is accepted as the main frame of the window with our page', () =>
    expect(senderProblem(own, true)).toBeNull());

  it.each([
    ['a frame that is gone', null, true],
    ['another frame', own, false],
    ['a frame inside', { ...own, parent: own }, true],
    ['a foreign page', { url: 'https://example.org/app://lab', parent: null }, true],
    ['a look-alike host', { url: 'app://lab.example.org/', parent: null }, true],
    ['an unreadable address', { url: '', parent: null }, true],
  ])('is refused: %s', (_name, frame, isMain) => {
    const problem = senderProblem(frame, isMain);
    expect(problem && englishOf(problem)).toMatch(/frame|sender/);
  });
});

describe('payloads', () => {
  const good = {
    headerType: 128,
    headerRevision: 2,
    headerSize: 68,
    flags: 0,
    queueId: 1,
    preferredNode: 0x8000_0000,
    usage: 4,
    lengthBytes: 4096,
    sgListBufferLength: 40,
    vportId: 0,
    irql: 0,
  };

  it('pass when every member has its type', () => expect(parsePayload('allocate', good).ok).toBe(true));

  it.each([
    ['lengthBytes', -1],
    ['lengthBytes', 2 ** 32],
    ['headerType', 256],
    ['irql', 1.5],
    ['queueId', '1'],
    ['usage', undefined],
  ])('name the field: %s = %s', (field, value) => {
    const result = parsePayload('allocate', { ...good, [field]: value });
    expect(result.ok ? null : result.error.field).toBe(`allocate.${field}`);
  });

  it('refuse members that nobody asked for', () => {
    expect(parsePayload('allocate', { ...good, extra: 1 }).ok).toBe(false);
    expect(parsePayload('bootstrap', {}).ok).toBe(false);
  });
});

describe('settings', () => {
  it('fall back to defaults when the file is missing or damaged', () => {
    expect(readSettings('/nowhere/settings.json').welcomed).toBe(false);
    expect(readSettings(import.meta.filename).preferences).toEqual(DEFAULT_PREFERENCES);
  });

  it('of an older version keep what they hold and get the rest by default', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lab-settings-'));
    const file = join(folder, 'settings.json');
    writeFileSync(file, '{"preferences":{"language":"pt","theme":"light"},"welcomed":true}');
    expect(readSettings(file).preferences).toEqual({
      ...DEFAULT_PREFERENCES,
      language: 'pt',
      theme: 'light',
    });
    rmSync(folder, { recursive: true });
  });

  it('choose Portuguese where the system speaks it', () => {
    expect(languageFor('system', 'pt-BR')).toBe('pt');
    expect(languageFor('system', 'de-DE')).toBe('en');
    expect(languageFor('en', 'pt-BR')).toBe('en');
  });
});
