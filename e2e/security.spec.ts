import { existsSync, readdirSync } from 'node:fs';
import { expect, test } from './lab-app.ts';

test('the page has no Node, no Electron, and a frozen bridge of named functions', async ({ launch }) => {
  const { page } = await launch('--empty');
  const found = await page.evaluate(() => ({
    globals: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'global'].filter(
      (name) => name in window,
    ),
    frozen: Object.isFrozen(window.lab),
    kinds: [...new Set(Object.values(window.lab).map((member) => typeof member))],
    names: Object.keys(window.lab).sort(),
  }));
  expect(found.globals).toEqual([]);
  expect(found.frozen).toBe(true);
  expect(found.kinds).toEqual(['function']);
  expect(found.names).not.toContain('invoke');
  expect(found.names).not.toContain('send');
});

test('web preferences: sandbox, isolation, web security on; Node, webviews and experiments off', async ({
  launch,
}) => {
  const { app } = await launch('--empty');
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    return contents.getLastWebPreferences();
  });
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
  });
  for (const name of [
    'nodeIntegrationInWorker',
    'allowRunningInsecureContent',
    'experimentalFeatures',
    'enableBlinkFeatures',
  ]) {
    expect(preferences[name] ?? false, name).toBeFalsy();
  }
});

test('the content security policy comes with every response and stops eval and inline script', async ({
  launch,
}) => {
  const { page, violations } = await launch('--empty');
  const found = await page.evaluate(async () => {
    const violations: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective));
    // In a task of its own: what a debugger evaluates directly is excused from the policy.
    const evalWorked = await new Promise<boolean>((resolve) =>
      setTimeout(() => {
        try {
          // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
          new Function('return 1')();
          resolve(true);
        } catch {
          resolve(false);
        }
      }),
    );
    const script = document.createElement('script');
    script.textContent = 'window.inlineRan = true';
    document.head.append(script);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const response = await fetch('/index.html');
    return {
      policy: response.headers.get('content-security-policy') ?? '',
      evalWorked,
      inlineRan: 'inlineRan' in window,
      violations,
    };
  });
  expect(found.policy).toContain("default-src 'none'");
  expect(found.policy).toContain("script-src 'self'");
  expect(found.policy).not.toMatch(/unsafe|data:|https?:|\*/);
  expect(found.evalWorked).toBe(false);
  expect(found.inlineRan).toBe(false);
  expect(found.violations.length).toBeGreaterThan(0);
  violations.length = 0;
});

test('nothing outside of the bundle is served or fetched', async ({ launch }) => {
  const { page, lab, violations } = await launch('--empty');
  const paths = [
    '/../package.json',
    '/%2e%2e/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/etc/passwd',
    '//etc/passwd',
    '/index.html%00.js',
    '/assets/../../main/main.cjs',
  ];
  const statuses = await page.evaluate(
    (wanted) =>
      Promise.all(
        wanted.map((path) =>
          fetch(path).then(
            (response) => response.status,
            () => 0,
          ),
        ),
      ),
    paths,
  );
  for (const [index, status] of statuses.entries()) expect(status, paths[index]).not.toBe(200);
  const remote = await page.evaluate(() =>
    Promise.all(
      ['http://localhost:9/', 'https://localhost:9/', 'file:///etc/passwd'].map((url) =>
        fetch(url).then(
          () => true,
          () => false,
        ),
      ),
    ),
  );
  expect(remote).toEqual([false, false, false]);
  await expect(lab.notices).toContainText('refused');
  expect(violations.every((text) => text.includes('connect to'))).toBe(true);
  violations.length = 0;
});

test('navigation, new windows, webviews and permissions are refused', async ({ launch }) => {
  const { page, app } = await launch('--empty');
  const url = page.url();
  await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = 'https://example.org/';
    document.body.append(link);
    link.click();
    link.remove();
  });
  const opened = await page.evaluate(() => window.open('https://example.org/') !== null);
  const permission = await page.evaluate(() =>
    navigator.permissions.query({ name: 'geolocation' }).then((status) => status.state),
  );
  const notification = await page.evaluate(() => Notification.requestPermission());
  expect(opened).toBe(false);
  expect(permission).not.toBe('granted');
  expect(notification).not.toBe('granted');
  expect(page.url()).toBe(url);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  expect(await page.evaluate(() => document.createElement('webview').constructor.name)).toBe('HTMLElement');
});

test('malformed requests are refused with the field, counted and shown; nothing is recorded', async ({
  launch,
}) => {
  const { page, lab } = await launch('--empty');
  const before = await lab.eventCount();
  const answers = await page.evaluate(async () => {
    const bridge = window.lab as unknown as Record<string, (payload?: unknown) => Promise<unknown>>;
    const machine = { nodeCount: 1, seed: 0, provider: 'switch', mode: 'vmq', ndisVersion: 630 };
    return Promise.all([
      bridge.allocate?.({ lengthBytes: 'many' }),
      bridge.allocate?.(null),
      bridge.free?.({ allocationHandle: '12', irql: 0 }),
      bridge.setPace?.({ stepsPerSecond: -1 }),
      bridge.bootstrap?.({ unexpected: true }),
      bridge.newSession?.({ ...machine, memoryBytes: 5 }),
      bridge.newSession?.({ ...machine, memoryBytes: 2 ** 50 }),
      bridge.newSession?.({ ...machine, memoryBytes: 2 ** 20, mode: 'sriov', ndisVersion: 620 }),
      bridge.machine?.({ kind: 'freeQueue', id: -1 }),
      bridge.machine?.({ kind: 'format' }),
    ]);
  });
  for (const answer of answers) expect(answer).toMatchObject({ ok: false });
  expect(answers[2]).toMatchObject({ error: { code: 'bad-field', field: 'free.allocationHandle' } });
  expect(answers[6]).toMatchObject({ error: { field: 'memory' } });
  expect(answers[7]).toMatchObject({ error: { field: 'mode' } });
  expect(answers[8]).toMatchObject({ error: { code: 'bad-field', field: 'machine.id' } });
  expect(answers[9]).toMatchObject({ error: { code: 'bad-field', field: 'machine.kind' } });
  await lab.idle();
  expect(await lab.eventCount()).toBe(before);
  await expect(page.getByTestId('status-bar')).toContainText('refused');
});

test('a frame inside the window gets neither our page nor the bridge', async ({ launch }) => {
  const { page, violations } = await launch('--empty');
  await page.evaluate(async () => {
    const frame = document.createElement('iframe');
    frame.src = '/index.html';
    document.body.append(frame);
    await new Promise((resolve) => setTimeout(resolve, 300));
  });
  const [, frame] = page.frames();
  const inside = await frame?.evaluate(() => ({
    bridge: 'lab' in window,
    ours: document.getElementById('root') !== null,
  }));
  expect(inside).toEqual({ bridge: false, ours: false });
  expect(violations.length).toBeGreaterThan(0);
  violations.length = 0;
});

test('the software GL switches are on, and the map says how it is drawn', async ({ launch }) => {
  const { app, page } = await launch('--empty');
  const switches = await app.evaluate(({ app: program }) =>
    ['enable-unsafe-swiftshader', 'ignore-gpu-blocklist', 'disable-gpu-compositing'].map((name) =>
      program.commandLine.hasSwitch(name),
    ),
  );
  // Layers are put together without GL where no GPU is listed.
  const listed = existsSync('/dev/dri') && readdirSync('/dev/dri').some((name) => name.startsWith('renderD'));
  expect(switches).toEqual([true, true, process.platform === 'linux' && !listed]);
  await expect(page.getByTestId('status-bar')).toContainText('WebGL2');
});
