import { englishOf } from '../../core/words/sentence.ts';
import { closeSync, ftruncateSync, mkdtempSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readTraceFile } from '../files/read-trace-file.ts';
import {
  parseDecodeArguments,
  parseNdiskdArguments,
  parseCapacityArguments,
  parseReplayArguments,
  UsageError,
} from './arguments.ts';
import { capacity } from './capacity.ts';
import { decode } from './decode.ts';
import { ndiskd } from './ndiskd.ts';
import { EventFile } from './event-file.ts';
import { replay } from './replay.ts';

const folder = mkdtempSync(join(tmpdir(), 'lab-cli-'));
const sample = (name: string): string =>
  fileURLToPath(new URL(`../../core/workloads/samples/${name}`, import.meta.url));
const file = (name: string, data: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, data);
  return path;
};
const message = async (path: string): Promise<string> => {
  const result = await readTraceFile(path);
  return result.ok ? '' : englishOf(result.message);
};

async function run(...args: string[]) {
  const parsed = parseReplayArguments(args);
  const read = await readTraceFile(parsed.file);
  if (!read.ok) throw new UsageError(read.message);
  const sink = parsed.events === null ? null : await EventFile.create(parsed.events);
  const report = await replay(read.program, parsed, sink);
  await sink?.close();
  return report;
}

describe('lab replay', () => {
  it.each(['default', 'switch'])(
    'replays the .rep sample with %s, and every call is accounted for',
    async (provider) => {
      const report = await run(sample('perl-hash.rep.gz'), '--provider', provider);
      expect(report.calls).toBe(report.allocations + report.frees);
      expect(Object.values(report.statuses).reduce((sum, count) => sum + count)).toBe(report.allocations);
      expect(report).toMatchObject({ format: 'rep', provider, eventsLost: 0, reallocations: 5918 });
      expect(report.usedBytes).toBeGreaterThanOrEqual(report.liveBytes);
    },
  );

  it('shows a kernel recording as it was', async () => {
    const report = await run(sample('page-alloc.ftrace.gz'), '--as-recorded');
    expect(report).toMatchObject({
      provider: 'recorded',
      allocations: 14_805,
      frees: 2235,
      liveBlocks: 12_570,
    });
    expect(report.usedBytes).toBe(report.liveBytes);
  });

  it('writes one row an event, with elements that sum to the length', async () => {
    const path = join(folder, 'events.csv');
    const report = await run(sample('perl-hash.rep.gz'), '--provider', 'switch', '--events', path);
    const [header, ...rows] = readFileSync(path, 'utf8').trimEnd().split('\n');
    expect(header).toBe(
      'seq,timeNs,op,provider,adapter,queueId,vportId,usage,status,ruleId,allocationHandle,sharedMemoryHandle,virtualAddress,lengthBytes,grantedBytes,node,sgElements',
    );
    const calls = rows.map((row) => row.split(',')).filter(([, , op]) => op === 'allocate' || op === 'free');
    expect(calls).toHaveLength(report.calls);
    for (const [index, row] of rows.entries()) expect(row.startsWith(`${index},`)).toBe(true);
    for (const columns of calls) {
      if (columns[16] === '') continue;
      const sum = (columns[16] ?? '')
        .split(';')
        .reduce((total, element) => total + Number(element.split(':')[1]), 0);
      expect(sum).toBe(Number(columns[13]));
    }
  });

  it('gives the same events for the same seed, and others for another', async () => {
    const events = async (seed: string): Promise<string> => {
      const path = join(folder, `seed-${seed}-${Math.random()}.csv`);
      await run(sample('perl-hash.rep.gz'), '--provider', 'switch', '--seed', seed, '--events', path);
      return readFileSync(path, 'utf8');
    };
    const first = await events('3');
    expect(await events('3')).toBe(first);
    expect(await events('4')).not.toBe(first);
  });

  it('runs out of memory visibly, not silently', async () => {
    const report = await run(sample('perl-hash.rep.gz'), '--provider', 'default', '--memory', '4MiB');
    expect(report.statuses.NDIS_STATUS_RESOURCES).toBeGreaterThan(0);
    expect(report.usedBytes).toBeLessThanOrEqual(4 << 20);
  });
});

describe('lab replay --script', () => {
  const SCRIPT = `function NetAllocateSharedMemory(context, p, c) {
    const pages = Math.ceil(p.Length / PAGE_SIZE);
    const page = memory.firstFree(pages);
    if (page < 0 || !memory.take(page, pages)) return NDIS_STATUS_RESOURCES;
    p.SGListBuffer.push({ page, pages });
    p.VirtualAddress = memory.map(p.SGListBuffer);
    p.SharedMemoryHandle = memory.newHandle();
    c.value = page * 65536 + pages;
    return NDIS_STATUS_SUCCESS;
  }
  function NetFreeSharedMemory(context, block) {
    memory.give(Math.floor(block / 65536), block % 65536);
  }`;

  it('lets the script serve every call', async () => {
    const path = file('mine.js', SCRIPT);
    const out = join(folder, 'script-events.csv');
    const report = await run(
      sample('perl-hash.rep.gz'),
      '--script',
      path,
      '--script-ms',
      '1000',
      '--events',
      out,
    );
    expect(report).toMatchObject({ provider: path, eventsLost: 0 });
    expect(report.statuses.NDIS_STATUS_SUCCESS).toBe(report.allocations);
    expect(readFileSync(out, 'utf8')).toContain(',allocate,script:mine,');
    const same = await run(sample('perl-hash.rep.gz'), '--provider', 'default');
    expect(report.liveBytes).toBe(same.liveBytes);
  });

  it('wears layers', async () => {
    const args = ['--script', file('worn.js', SCRIPT), '--with', 'fail-nth=2:FAILURE'];
    const report = await run(sample('perl-hash.rep.gz'), ...args);
    expect(report.statuses.NDIS_STATUS_FAILURE).toBe(Math.floor(report.allocations / 2));
  });

  it.each([
    ['let x = ;', /broken.js:1:9: SyntaxError/],
    ['\n\nundefinedName();', /broken.js:3:\d+: ReferenceError/],
    ['let x;', /broken.js:1:1: The script has no function NetAllocateSharedMemory/],
    ['for (;;);', /broken.js:1.*: The call took longer/],
    [`//${'x'.repeat(256 * 1024)}`, /expected a script of at most 256 KiB/],
  ])('names file and line of what is wrong: %#', async (source, expected) => {
    await expect(run(sample('perl-hash.rep.gz'), '--script', file('broken.js', source))).rejects.toThrow(
      expected,
    );
  });

  it('names a file that is not there', async () => {
    await expect(run(sample('perl-hash.rep.gz'), '--script', 'nowhere.js')).rejects.toThrow(
      /--script nowhere.js: expected a file/,
    );
  });

  it.each([
    [['a', '--provider', 'default', '--script', 'b.js'], /expected --provider or --script, found both/],
    [['a', '--script', 'b.js', '--as-recorded'], /expected no --script/],
    [['a', '--script', 'b.js', '--script-ms', '0'], /--script-ms: expected from 1 to 1000/],
    [['a', '--script', 'b.js', '--script-ms', '1001'], /--script-ms: expected from 1 to 1000/],
  ])('%j', (args, expected) => expect(() => parseReplayArguments(args)).toThrow(expected));
});

describe('bad usage', () => {
  it.each([
    [[], /expected a FILE/],
    [['a', '--provider', 'magic'], /--provider: expected default, .*, found "magic"/],
    [['a', 'b', '--provider', 'default'], /expected one FILE, found also "b"/],
    [
      ['a', '--provider', 'default', '--memory', 'lots'],
      /--memory: expected a size such as 256MiB, found "lots"/,
    ],
    [['a', '--provider', 'default', '--nodes', '-1'], /--nodes/],
    [['a', '--provider', 'default', '--seed', 'x'], /--seed: expected a whole number, found "x"/],
    [['a', '--provider', 'default', '--colour'], /colour/],
  ])('%j', (args, expected) => expect(() => parseReplayArguments(args)).toThrow(expected));

  it('needs a provider for a trace: only a scenario names its own', async () => {
    await expect(run(sample('perl-hash.rep.gz'))).rejects.toThrow(/expected --provider default, /);
  });

  it('names a machine that cannot be built', async () => {
    await expect(run(sample('perl-hash.rep.gz'), '--provider', 'default', '--nodes', '99')).rejects.toThrow(
      /nodes: expected/,
    );
    await expect(
      run(sample('perl-hash.rep.gz'), '--provider', 'default', '--memory', '5000'),
    ).rejects.toThrow(/memory: expected/);
    await expect(run(sample('perl-hash.rep.gz'), '--as-recorded')).rejects.toThrow(
      /expected an ftrace recording/,
    );
  });
});

describe('lab decode', () => {
  const dump = file('zero.txt', `ffff8083\`e02ce000  ${'00000000 '.repeat(4).trim()}\n`);
  const whole = file('zeros.txt', '00'.repeat(72));

  it('reports members, broken rules with their source, and what a short dump lacks', () => {
    const text = decode(parseDecodeArguments([dump]));
    expect(text).toContain('the dump ends early: revision 2 needs 68 bytes');
    expect(text).toMatch(/A7 .*source: ns-ndis-_ndis_shared_memory_parameters/);
    expect(text).not.toContain('A17');
    expect(decode(parseDecodeArguments([whole]))).toMatch(/A17 .*model decision/);
  });

  it('writes the structure again as C, as bytes or as dt shows it', () => {
    const as = (form: string): string => decode(parseDecodeArguments([dump, '--as', form]));
    expect(as('c')).toMatch(/Header\.Size = 0; \/\* A9: [^]*\nStatus = NdisAllocateSharedMemory\(/);
    expect(as('bytes')).toBe(
      'ffff8083`e02ce000  00 00 00 00 00 00 00 00-00 00 00 00 00 00 00 00  ................',
    );
    expect(as('dt')).toMatch(/^dt -r1 ndis!_NDIS_SHARED_MEMORY_PARAMETERS ffff8083`e02ce000\n/);
    expect(decode(parseDecodeArguments([dump, '--as', 'dt', '--arch', 'x86']))).toContain(
      '   +0x00c SharedMemoryHandle : (null) ',
    );
  });

  it('answers in JSON, with exact numbers as hex', () => {
    const answer: unknown = JSON.parse(decode(parseDecodeArguments([dump, '--arch', 'x86', '--json'])));
    expect(answer).toMatchObject({
      architecture: 'x86',
      members: [{ name: 'Header.Type', value: '0x0' }, {}, {}, {}, {}, {}],
    });
  });

  it.each([
    [['a', 'b'], /expected one FILE/],
    [['a', '--arch', 'arm'], /--arch: expected x64 or x86/],
    [['a', '--ndis', '6.00'], /--ndis: expected 6.20, 6.30, 6.50, 6.85/],
    [['a', '--as', 'rust'], /--as: expected c, bytes, dt, found "rust"/],
    [['a', '--as', 'c', '--json'], /expected --json or --as, found both/],
  ])('%j is bad usage', (args, expected) => expect(() => parseDecodeArguments(args)).toThrow(expected));

  it('names the file and the line of what is no dump', () => {
    expect(() => decode(parseDecodeArguments([file('no-dump.txt', '80 02\nhello')]))).toThrow(
      /no-dump\.txt: line 2: found "hello", expected hex digits/,
    );
    expect(() => decode(parseDecodeArguments([join(folder, 'missing.txt')]))).toThrow(/missing\.txt: line 1/);
  });
});

describe('lab ndiskd', () => {
  const run = (args: readonly string[]): Promise<string> => ndiskd(parseNdiskdArguments(args));
  const commands = (...lines: readonly object[]): string =>
    file('calls.jsonl', lines.map((line) => JSON.stringify(line)).join('\n') + '\n');

  it('prints queues and their memory after a list of commands, or at a moment before', async () => {
    const path = commands(
      { kind: 'machine', memoryBytes: 4 << 20, ndisVersion: 620 },
      { kind: 'allocateQueue', lookaheadBytes: 128 },
      { kind: 'fillAndComplete', id: 1 },
      { kind: 'allocate', queueId: 0, lengthBytes: 20_000 },
      { kind: 'free', block: 1 },
    );
    const text = await run([path]);
    expect(text).toMatch(/Lookahead size +128/);
    expect(text).toMatch(/0x4e20 +Receive +1 +default/);
    expect(text).toMatch(/ReceivePostLookahead/);
    expect(await run([path, '--at', '3'])).toMatch(/State +Allocated\n/);
  });

  it('prints the demonstration and recorded traces', async () => {
    expect(await run(['--demo'])).toMatch(/Xmit/);
    expect(await run([sample('perl-hash.rep.gz')])).toMatch(/RECEIVE QUEUE 1/);
  });

  it('names the line and field of a command that is none', async () => {
    const wrong = commands({ kind: 'allocateQueue', lookaheadBytes: -1 });
    await expect(run([wrong])).rejects.toThrow(/calls\.jsonl, line 1, field lookaheadBytes: /);
    await expect(run([commands({ kind: 'dance' })])).rejects.toThrow(/line 1, field kind/);
    await expect(run([file('calls.jsonl', '{"kind":')])).rejects.toThrow(/line 1: expected a JSON object/);
    await expect(run([commands({ kind: 'machine' }), '--at', '99'])).rejects.toThrow(
      /--at: expected an event/,
    );
    await expect(run([join(folder, 'none.jsonl')])).rejects.toThrow(/none\.jsonl/);
  });

  it.each([
    [[], /expected a FILE/],
    [['a', '--demo'], /expected a FILE/],
    [['a', 'b'], /expected one FILE/],
  ])('%j is bad usage', (args, expected) => expect(() => parseNdiskdArguments(args)).toThrow(expected));
});

describe('providers, policies and decorators on the command line', () => {
  it('read a policy behind the provider, and layers in their order', () => {
    const args = parseReplayArguments([
      'a',
      '--provider',
      'switch:tlsf',
      '--with',
      'quota=4MiB',
      '--with',
      'log-only',
    ]);
    expect(args).toMatchObject({ provider: 'switch', policy: 'tlsf' });
    expect(args.layers).toEqual([{ kind: 'quota', bytes: 4 << 20 }, { kind: 'log-only' }]);
    expect(parseReplayArguments(['a', '--provider', 'default']).policy).toBe('first-fit');
  });

  it.each([
    [
      ['a', '--provider', 'switch:magic'],
      /--provider switch: expected a policy of first-fit, .*, found "magic"/,
    ],
    [
      ['a', '--provider', 'switch', '--with', 'dance'],
      /--with: expected one of quota=SIZE, .*, found "dance"/,
    ],
  ])('%j is bad usage', (args, expected) => expect(() => parseReplayArguments(args)).toThrow(expected));

  it('capacity: every policy needs at least the peak, and the literal twins need the same', async () => {
    const trace = file(
      'small.rep',
      '0\n4\n8\n1\na 0 20000\na 1 4096\na 2 9000\nf 1\na 3 8192\nf 0\nf 2\nf 3\n',
    );
    const read = await readTraceFile(trace);
    if (!read.ok) throw new Error(englishOf(read.message));
    const report = capacity(trace, read.program);
    expect(report.peakLivePages).toBeGreaterThan(0);
    for (const { policy, memoryBytes } of report.policies) {
      expect(memoryBytes, policy).toBeGreaterThanOrEqual(report.peakLivePages * 4096);
    }
    const of = (id: string) => report.policies.find(({ policy }) => policy === id)?.memoryBytes;
    for (const fit of ['first-fit', 'next-fit', 'best-fit', 'worst-fit'])
      expect(of(`${fit}:literal`)).toBe(of(fit));
    expect(() => parseCapacityArguments([])).toThrow(/expected a FILE/);
  });
});

describe('bad files', () => {
  it('are named with the place and what was expected', async () => {
    expect(await message(join(folder, 'none.rep'))).toMatch(/none\.rep: line 1: no such file/);
    expect(await message(folder)).toMatch(/folder, expected a trace file/);
    expect(await message(file('empty', ''))).toMatch(/empty: line 1: found an empty file/);
    expect(await message(file('cut.rep', '0\n1\n1\n1\na 0 1'))).toMatch(
      /cut\.rep: line 5: found .* expected a line end/,
    );
    expect(await message(file('blob.rep', '0\n1\n2\n1\na 0 1\n\x00\x01\x02'))).toMatch(/blob\.rep: line 6/);
  });

  it('that are compressed and cut off are noticed', async () => {
    const packed = gzipSync(readFileSync(sample('README.md')).toString().repeat(2000));
    expect(await message(file('cut.gz', packed.subarray(0, packed.length - 9)))).toMatch(/cut\.gz: /);
    const whole = readFileSync(sample('perl-hash.rep.gz'));
    expect(await message(file('cut2.gz', whole.subarray(0, 20_000)))).toMatch(
      /cut2\.gz: line \d+: the compressed data ends too early/,
    );
  });

  it('of a gigabyte of zeros end at once, in bounded memory', async () => {
    const path = join(folder, 'zeros');
    const handle = openSync(path, 'w');
    ftruncateSync(handle, 2 ** 30);
    closeSync(handle);
    const before = process.memoryUsage().rss;
    expect(await message(path)).toMatch(/zeros: line 1.*expected/);
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 2 ** 20);
  });

  it('that unpack to zeros without end stop as early', async () => {
    expect(await message(file('bomb.gz', gzipSync(new Uint8Array(1 << 26))))).toMatch(/bomb\.gz: line 1/);
  });
});
