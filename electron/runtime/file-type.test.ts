import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { linuxFiles, macCommands, registerFileType, registryCommands } from './file-type.mjs';

const folder = mkdtempSync(join(tmpdir(), 'lab-file-type-'));
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe('the file type', () => {
  it('starts the program with the file, whatever the folders are called', () => {
    const files = linuxFiles('/usr/bin/node', '/home/a b/100%/start.mjs');
    const entry = files['applications/ndis-shared-memory-lab.desktop'] ?? '';
    expect(entry).toContain('Exec="/usr/bin/node" "/home/a b/100%%/start.mjs" %f\n');
    expect(entry).toContain('MimeType=application/x-ndislab;\n');
    expect(files['mime/packages/ndis-shared-memory-lab.xml']).toContain('<glob pattern="*.ndislab"/>');
  });

  it('goes into the registry of the user alone', () => {
    const commands = registryCommands('C:\\node.exe', 'C:\\lab\\start.mjs');
    expect(commands.every(([verb, key]) => verb === 'add' && key?.startsWith('HKCU\\'))).toBe(true);
    expect(commands.at(-1)).toContain('"C:\\node.exe" "C:\\lab\\start.mjs" "%1"');
  });

  it('becomes a bundle of the user on a Mac, which passes files on whatever they are called', () => {
    const bundle = '/Users/me/Applications/NDIS Shared Memory Lab Opener.app';
    const [compile, ...rest] = macCommands('/opt/node', '/Users/me/a "b"/start.mjs', bundle);
    expect(compile?.slice(0, 3)).toEqual(['osacompile', '-o', bundle]);
    const script = compile?.filter((word, at) => at > 2 && word !== '-e') ?? [];
    expect(script).toContain(
      'do shell script quoted form of "/opt/node" & " " & quoted form of "/Users/me/a \\"b\\"/start.mjs"' +
        ' & " " & quoted form of POSIX path of theFile & " >/dev/null 2>&1 &"',
    );
    // What is opened is closed again, in its order.
    const open: string[] = [];
    for (const line of script) {
      const [, ended] = /^end (\w+)/.exec(line) ?? [];
      const [, begun] = /^(?:on )?(run|open|repeat)\b/.exec(line) ?? [];
      if (ended !== undefined) expect(open.pop()).toBe(ended);
      else if (begun !== undefined) open.push(begun);
    }
    expect(open).toEqual([]);
    const json = rest
      .filter((words) => words[3] === '-json')
      .map((words) => JSON.parse(words[4] ?? '') as object[]);
    const [documents, types] = json;
    expect(types).toMatchObject([{ UTTypeTagSpecification: { 'public.filename-extension': ['ndislab'] } }]);
    expect(documents).toMatchObject([
      { LSItemContentTypes: [(types?.[0] as { UTTypeIdentifier: string }).UTTypeIdentifier] },
    ]);
    // Signed after the last change, registered after that.
    expect(rest.map(([command]) => command?.split('/').at(-1))).toEqual([
      'plutil',
      'plutil',
      'plutil',
      'codesign',
      'lsregister',
    ]);
  });

  it.runIf(process.platform === 'linux')('is written where desktops look', async () => {
    vi.stubEnv('XDG_DATA_HOME', folder);
    vi.stubEnv('XDG_CONFIG_HOME', folder);
    expect(await registerFileType()).toContain(folder);
    expect(existsSync(join(folder, 'mime/packages/ndis-shared-memory-lab.xml'))).toBe(true);
    expect(readFileSync(join(folder, 'applications/ndis-shared-memory-lab.desktop'), 'utf8')).toContain(
      'start.mjs',
    );
  });
});
