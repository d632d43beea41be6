import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { linuxFiles, registerFileType, registryCommands } from './file-type.mjs';

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
