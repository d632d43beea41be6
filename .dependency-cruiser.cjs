// The arrows between the rooms of the house. A rule is named after what it forbids.
/** What only tests use: fixtures, the rule table's cases, the reference model and its fuzz. */
const TEST_SUPPORT = '(^core/ndis/(rule-cases|fuzz)/|\\.fixture\\.ts$)';
const TEST = `(\\.test\\.tsx?$|${TEST_SUPPORT})`;

/** Inside core: which folders production code of a folder may import, beside itself. */
const CORE = {
  words: [],
  allocators: [],
  memory: ['words'],
  ndis: ['memory'],
  events: ['memory'],
  metrics: ['events', 'memory'],
  pictures: [],
  query: ['events', 'memory', 'ndis', 'words'],
  providers: ['ndis', 'allocators', 'memory', 'events'],
  exports: ['events', 'memory', 'ndis', 'lab'],
  history: ['events', 'memory', 'ndis', 'providers', 'workloads', 'lab'],
  'session-file': ['events', 'memory', 'words'],
  workloads: ['ndis', 'allocators', 'memory', 'events', 'words'],
  scenarios: ['events', 'lab', 'lessons', 'providers', 'workloads'],
  lessons: ['events', 'lab', 'memory', 'metrics', 'ndis', 'providers', 'query', 'words'],
};

const coreRules = Object.entries(CORE).map(([folder, allowed]) => ({
  name: `core-${folder}`,
  severity: 'error',
  comment: `core/${folder} may import ${allowed.length === 0 ? 'nothing' : allowed.join(', ')}`,
  from: { path: `^core/${folder}/`, pathNot: TEST },
  to: { path: '^core/', pathNot: `^core/(${[folder, ...allowed].join('|')})/` },
}));

/** A room and all that it may import of the project. */
const room = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: TEST },
  to: { path: '^(core|electron|renderer|e2e)/', pathNot: `^(${[from.slice(1), ...allowed].join('|')})` },
});

module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    ...coreRules,
    {
      name: 'core-is-pure',
      severity: 'error',
      comment: 'core has no packages and no host; its benches have a runner and peers to compare with',
      from: { path: '^core/', pathNot: [TEST, '^core/bench/'] },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'] },
    },
    {
      name: 'core-stands-alone',
      severity: 'error',
      from: { path: '^core/' },
      to: { path: '^(electron|renderer|e2e)/' },
    },
    {
      name: 'test-support-for-tests',
      severity: 'error',
      from: { pathNot: TEST },
      to: { path: TEST_SUPPORT },
    },
    {
      name: 'renderer-through-the-contract',
      severity: 'error',
      comment: 'the page knows the contract, and of core only types',
      from: { path: '^renderer/', pathNot: TEST },
      to: {
        path: '^core/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'renderer-beside-the-contract',
      severity: 'error',
      comment: 'not even a type of the other rooms',
      from: { path: '^renderer/' },
      to: { path: '^(electron|e2e)/', pathNot: '^electron/contract/' },
    },
    {
      name: 'nobody-imports-the-page',
      severity: 'error',
      from: { path: '^(core|electron|e2e)/' },
      to: { path: '^renderer/' },
    },
    {
      name: 'page-and-contract-without-electron',
      severity: 'error',
      comment: 'the page speaks through the bridge alone',
      from: { path: '^(renderer|electron/contract)/' },
      to: { path: '^(node_modules/)?electron(/|$)', dependencyTypes: ['npm', 'npm-dev'] },
    },
    {
      name: 'core-tests-without-a-host',
      severity: 'error',
      comment: 'of packages, tests of core need only the test tools',
      from: { path: '^core/.*\\.test\\.tsx?$' },
      to: { dependencyTypes: ['npm', 'npm-dev'], pathNot: 'node_modules/(vitest|fast-check)/' },
    },
    room('contract', '^electron/contract/', ['core/']),
    room('preload', '^electron/preload/', ['electron/contract/']),
    room('main', '^electron/main/', [
      'core/',
      'electron/contract/',
      'electron/files/',
      'electron/scripting/',
    ]),
    room('cli', '^electron/cli/', ['core/', 'electron/files/', 'electron/contract/', 'electron/scripting/']),
    room('scripting', '^electron/scripting/', ['core/']),
    room('files', '^electron/files/', ['core/', 'electron/contract/']),
    room('runtime', '^electron/runtime/', []),
    room('e2e', '^e2e/', ['core/', 'electron/contract/', 'electron/files/']),
    {
      name: 'page-has-no-host',
      severity: 'error',
      from: { path: '^renderer/', pathNot: TEST },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'nothing-unresolved',
      severity: 'error',
      from: {},
      to: {
        couldNotResolve: true,
        pathNot: '^(electron|\\.\\.?/.*\\.css)|\\.(js|md)\\?raw$|/wasm\\?url&inline$',
      },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^electron/runtime/default-app/' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.json', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'default', 'types'],
    },
  },
};
