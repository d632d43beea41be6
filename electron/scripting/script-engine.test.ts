import { describe, expect, it } from 'vitest';
import { ScriptLab, testEngine } from './script-lab.fixture.ts';

const GOOD_ALLOCATE = `
  const pages = Math.ceil(p.Length / PAGE_SIZE);
  const page = memory.firstFree(pages);
  if (page < 0 || !memory.take(page, pages)) return NDIS_STATUS_RESOURCES;
  p.SGListBuffer.push({ page, pages });
  p.VirtualAddress = memory.map(p.SGListBuffer);
  p.SharedMemoryHandle = memory.newHandle();
  c.value = page * 4096 + pages;
  return NDIS_STATUS_SUCCESS;`;
const GOOD_FREE = `memory.give(Math.floor(b / 4096), b % 4096);`;

/** A provider that does `bad` in its first call and is good afterwards, whatever state was lost. */
const badOnce = (bad: string, free = GOOD_FREE): string => `
function NetAllocateSharedMemory(ctx, p, c) {
  if (p.Length === 8192) { ${bad} }
  ${GOOD_ALLOCATE}
}
function NetFreeSharedMemory(ctx, b) { ${free} }`;

const MISBEHAVIOUR: readonly (readonly [string, string, string, RegExp])[] = [
  ['an endless loop', 'for (;;);', 'SCRIPT_TIMEOUT', /longer than 20 ms .* starts over/],
  [
    'an endless loop that catches all',
    'for (;;) { try { for (;;); } catch {} }',
    'SCRIPT_TIMEOUT',
    /starts over/,
  ],
  [
    'a regular expression without an end',
    '/^(a+)+$/.test("a".repeat(40) + "!"); for (;;);',
    'SCRIPT_TIMEOUT',
    /./,
  ],
  [
    'a loop of slow built-ins',
    'const a = new Array(1e5).fill(0); for (;;) a.indexOf(1);',
    'SCRIPT_TIMEOUT',
    /./,
  ],
  ['endless recursion', 'const f = () => f() + 1; f();', 'SCRIPT_EXCEPTION', /stack overflow|deeper/],
  [
    'deep native recursion',
    'let a = []; for (let i = 0; i < 5e4; i++) a = [a]; JSON.stringify(a);',
    'SCRIPT_EXCEPTION',
    /stack overflow|deeper/,
  ],
  ['deep parsing', '(0, eval)("(".repeat(1e5));', 'SCRIPT_EXCEPTION', /stack overflow|deeper/],
  ['a huge allocation', 'new Uint8Array(1e9);', 'SCRIPT_OUT_OF_MEMORY', /16 MiB/],
  [
    'endless growth',
    'const a = []; for (;;) a.push("x".repeat(1000) + a.length);',
    'SCRIPT_OUT_OF_MEMORY',
    /16 MiB/,
  ],
  [
    'an exception',
    'throw new RangeError("no pages today");',
    'SCRIPT_EXCEPTION',
    /^RangeError: no pages today$/,
  ],
  ['a mistake', 'null.pages;', 'SCRIPT_EXCEPTION', /TypeError/],
  ['throwing null', 'throw null;', 'SCRIPT_EXCEPTION', /threw null/],
  [
    'throwing an object that lies',
    'throw { get message() { for (;;); } };',
    'SCRIPT_EXCEPTION',
    /threw object/,
  ],
  [
    'an error that fights back',
    'throw Object.assign(new Error("x"), { toString() { for (;;); }, name: { toString() { for (;;); } } });',
    'SCRIPT_TIMEOUT',
    /./,
  ],
  ['no return', 'return;', 'SCRIPT_BAD_ANSWER', /returned undefined, expected an NDIS_STATUS/],
  ['a text', 'return "NDIS_STATUS_SUCCESS";', 'SCRIPT_BAD_ANSWER', /returned string/],
  ['NaN', 'return NaN;', 'SCRIPT_BAD_ANSWER', /NaN, which is no NDIS_STATUS/],
  ['an unknown status', 'return 42;', 'SCRIPT_BAD_ANSWER', /42, which is no NDIS_STATUS/],
  ['a fraction', 'return 0.5;', 'SCRIPT_BAD_ANSWER', /0\.5, which is no NDIS_STATUS/],
  [
    'a forged handle',
    'p.SharedMemoryHandle = 6597069766657; return 0;',
    'SCRIPT_BAD_ANSWER',
    /SharedMemoryHandle 6597069766657/,
  ],
  [
    'a handle of another type',
    'p.SharedMemoryHandle = {}; return 0;',
    'SCRIPT_BAD_ANSWER',
    /SharedMemoryHandle is object/,
  ],
  ['a forged context', 'c.value = -1; return 0;', 'SCRIPT_BAD_ANSWER', /SharedMemoryProviderContext -1/],
  [
    'a context of another type',
    'c.value = "mine"; return 0;',
    'SCRIPT_BAD_ANSWER',
    /pSharedMemoryProviderContext.value is string/,
  ],
  ['a list that is none', 'p.SGListBuffer = 7; return 0;', 'SCRIPT_BAD_ANSWER', /SGListBuffer is number/],
  [
    'half a page',
    'p.SGListBuffer.push({ page: 0.5, pages: 2 }); return 0;',
    'SCRIPT_BAD_ANSWER',
    /page: 0.5/,
  ],
  [
    'an element that is none',
    'p.SGListBuffer.push(null); return 0;',
    'SCRIPT_BAD_ANSWER',
    /SGListBuffer\[0\] is null/,
  ],
  [
    'a page that is no number',
    'memory.take("0", 1);',
    'SCRIPT_EXCEPTION',
    /memory.take, page: expected a whole number/,
  ],
];

describe('a script that misbehaves', () => {
  it.each(MISBEHAVIOUR)(
    '%s: FAILURE with the reason, and the Lab goes on',
    async (_name, bad, diagnostic, message) => {
      const script = await ScriptLab.with(badOnce(bad), diagnostic === 'SCRIPT_TIMEOUT' ? 20 : 500);
      expect(script.stillServes()).toBe(true);
      script.allocate(8192);
      expect(script.lastStatus).toBe('NDIS_STATUS_FAILURE');
      expect(script.lastFindings).toEqual([diagnostic]);
      expect(script.last.providerMessage?.text).toMatch(message);
      expect(script.stillServes()).toBe(true);
      expect(script.lab.pool.freePages).toBe(script.lab.geometry.pageCount);
    },
  );

  it('names the line', async () => {
    const script = await ScriptLab.with(badOnce('\n\n null.pages;'));
    script.allocate(8192);
    expect(script.last.providerMessage?.line).toBe(5);
    const endless = await ScriptLab.with(badOnce('\n\n\n for (;;) memory.isFree(3);'), 20);
    endless.allocate(8192);
    // A loop is stopped where it is, or where it last began: then the line is that of the statement before it.
    expect([3, 6]).toContain(endless.last.providerMessage?.line);
    const silent = await ScriptLab.with('\n\n' + badOnce('return;'));
    silent.allocate(8192);
    expect(silent.last.providerMessage?.line).toBe(4);
  });

  it('keeps pages for a failed call: found by P8, after the reason', async () => {
    const script = await ScriptLab.with(badOnce('memory.take(0, 2); throw new Error("oh");'));
    script.allocate(8192);
    expect(script.lastFindings).toEqual(['SCRIPT_EXCEPTION', 'P8 PROVIDER_LEAK_ON_FAILURE']);
    expect(script.stillServes()).toBe(true);
  });

  it('fails in its free handler: reported, and found by P9', async () => {
    const script = await ScriptLab.with(badOnce('', 'throw new Error("mine now");'));
    const handle = script.allocate();
    script.lab.free(handle);
    expect(script.lastFindings).toEqual(['SCRIPT_EXCEPTION', 'P9 PROVIDER_FREE_MISMATCH']);
    expect(script.last.providerMessage?.text).toBe('Error: mine now');
  });

  it('cannot give what it does not hold', async () => {
    const script = await ScriptLab.with(
      badOnce('return memory.give(0, 2) ? 0 : NDIS_STATUS_INVALID_PARAMETER;'),
    );
    script.lab.prepare(0, 4, 8192);
    script.lab.allocate();
    script.allocate(8192);
    expect(script.lastStatus).toBe('NDIS_STATUS_INVALID_PARAMETER');
  });

  it('loses its variables when it is stopped, and says so', async () => {
    const script = await ScriptLab.with(
      `let calls = 0;` +
        badOnce('for (;;);').replace(
          '(ctx, p, c) {',
          '(ctx, p, c) { if (++calls > 2) return NDIS_STATUS_RESOURCES;',
        ),
      20,
    );
    expect([script.stillServes(), script.stillServes(), script.stillServes()]).toEqual([true, true, false]);
    const other = await ScriptLab.with(
      `let calls = 0;` +
        badOnce('for (;;);').replace(
          '(ctx, p, c) {',
          '(ctx, p, c) { if (++calls > 2) return NDIS_STATUS_RESOURCES;',
        ),
      20,
    );
    other.allocate();
    other.allocate(8192);
    expect(other.last.providerMessage?.text).toContain('its variables are as they were at the beginning');
    expect([other.stillServes(), other.stillServes(), other.stillServes()]).toEqual([true, true, false]);
  });

  it('breaks its sandbox many times in a row', async () => {
    const script = await ScriptLab.with(
      badOnce('let a = []; for (let i = 0; i < 5e4; i++) a = [a]; JSON.stringify(a);'),
      100,
    );
    for (let time = 0; time < 8; time++) {
      script.allocate(8192);
      expect(script.lastStatus).toBe('NDIS_STATUS_FAILURE');
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(script.stillServes()).toBe(true);
  });
});

describe('what a script cannot reach', () => {
  const NAMES = [
    'require',
    'process',
    'fetch',
    'module',
    'global',
    'Date',
    'Promise',
    'Proxy',
    'setTimeout',
    'console',
    'performance',
    'WebAssembly',
    'importScripts',
    'std',
    'os',
    'ask',
    'report',
    'mail',
  ];
  it.each(NAMES)('%s', async (name) => {
    const script = await ScriptLab.with(
      badOnce(`
        const seen = [typeof ${name}, new Function('return typeof ${name}')(), (0, eval)('typeof ${name}'),
          ({}).constructor.constructor('return typeof ${name}')(), typeof globalThis['${name}'],
          typeof memory.take.constructor('return this.${name}')()];
        if (seen.some((kind) => kind !== 'undefined')) throw new Error(seen.join());
        return NDIS_STATUS_RESOURCES;`),
    );
    script.allocate(8192);
    expect(script.last.providerMessage).toBe(null);
    expect(script.lastStatus).toBe('NDIS_STATUS_RESOURCES');
  });

  it('a module to import', async () => {
    const engine = await testEngine();
    expect(await engine.check(`import fs from 'fs'; ${badOnce('')}`)).toMatchObject({ line: 1 });
  });

  it('its own foundations: globals that it redefines are its own trouble only', async () => {
    const script = await ScriptLab.with(
      badOnce(`
        Math.ceil = () => 1e9; Array.isArray = () => false; Object.prototype.page = 3; Float64Array.prototype.fill = null;
        Error.prototype.name = 7; globalThis.TypeError = null; Array.prototype.push = () => { throw 1; };
        Function.prototype.call = null; Reflect.apply = null; String = null; Object.defineProperty = null;
        return NDIS_STATUS_RESOURCES;`)
        .replace('p.SGListBuffer.push({ page, pages })', 'p.SGListBuffer = [{ page, pages }]')
        .replace('Math.ceil(p.Length / PAGE_SIZE)', '1'),
    );
    script.allocate(8192);
    expect(script.lastStatus).toBe('NDIS_STATUS_RESOURCES');
    expect(script.stillServes()).toBe(true);
  });

  it.each([
    'memory = null;',
    'memory.take = null;',
    'PAGE_SIZE = 1;',
    'delete globalThis.memory;',
    'memory.nodes.push(1);',
  ])('%s', async (bad) => {
    const script = await ScriptLab.with(badOnce(bad));
    script.allocate(8192);
    expect(script.lastFindings).toEqual(['SCRIPT_EXCEPTION']);
    expect(script.last.providerMessage?.text).toMatch(/TypeError/);
    expect(script.stillServes()).toBe(true);
  });

  it('another handler than the one that it was registered with', async () => {
    const script = await ScriptLab.with(
      badOnce('NetAllocateSharedMemory = () => 42; return NDIS_STATUS_RESOURCES;'),
    );
    script.allocate(8192);
    expect(script.stillServes()).toBe(true);
  });

  it.each([
    ['[].indexOf.call({ length: 2 ** 53 - 1 }, 1);'],
    ['const a = []; a.length = 2 ** 32 - 1; a.fill(0);'],
    ['"a".repeat(1e6).indexOf("a".repeat(5e5) + "b");'],
    ['[].concat({ length: 2 ** 53 - 1, [Symbol.isConcatSpreadable]: true });'],
  ])('an endless built-in: %s', async (bad) => {
    const script = await ScriptLab.with(badOnce(bad));
    script.allocate(8192);
    expect(script.last.providerMessage?.text).toMatch(/too much for one call of a script/);
  });

  it('randomness that differs from run to run', async () => {
    const draw = async (): Promise<string | undefined> => {
      const script = await ScriptLab.with(
        badOnce('throw new Error(String([Math.random(), Math.random()]));'),
      );
      script.allocate(8192);
      return script.last.providerMessage?.text;
    };
    expect(await draw()).toBe(await draw());
  });
});

describe('checking a script', () => {
  it.each([
    ['let x = ;', 1, 9],
    ['\n\nfunction NetAllocateSharedMemory( {\n}', 4, 0],
    ['nonsense();', 1, 0],
    ['', 1, 1],
    ['function NetAllocateSharedMemory() {}', 1, 1],
    ['for (;;);', 1, 0],
  ])('%j: line %i', async (source, line, column) => {
    const problem = await (await testEngine()).check(source);
    expect(problem?.line).toBe(line);
    if (column > 0) expect(problem?.column).toBe(column);
    expect(problem?.message).not.toBe('');
  });

  it('finds handlers however they are declared', async () => {
    const engine = await testEngine();
    expect(
      await engine.check('const NetAllocateSharedMemory = () => 0; let NetFreeSharedMemory = () => {};'),
    ).toBe(null);
    expect(await engine.check(badOnce(''))).toBe(null);
  });
});
