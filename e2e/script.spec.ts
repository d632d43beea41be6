import { mkdirSync } from 'node:fs';
import { clippedLabels } from './clipped-labels.ts';
import { built, expect, test } from './lab-app.ts';

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
] as const;

/** What a learner types: first fit in its shortest form. */
const PROVIDER = `const pagesOf = new Map();

function NetAllocateSharedMemory(ProviderContext, SharedMemoryParameters, pSharedMemoryProviderContext) {
  const pages = Math.ceil(SharedMemoryParameters.Length / PAGE_SIZE);
  const page = memory.firstFree(pages);
  if (page < 0 || !memory.take(page, pages)) return NDIS_STATUS_RESOURCES;
  SharedMemoryParameters.SGListBuffer.push({ page, pages });
  SharedMemoryParameters.VirtualAddress = memory.map(SharedMemoryParameters.SGListBuffer);
  SharedMemoryParameters.SharedMemoryHandle = memory.newHandle();
  pSharedMemoryProviderContext.value = page;
  pagesOf.set(page, pages);
  return NDIS_STATUS_SUCCESS;
}

function NetFreeSharedMemory(ProviderContext, SharedMemoryProviderContext) {
  memory.give(SharedMemoryProviderContext, pagesOf.get(SharedMemoryProviderContext));
}
`;
const ENDLESS = PROVIDER.replace('  const page =', '  while (memory.freePages > 0);\n  const page =');

test('script: a provider is typed, serves the demonstration, is broken, tells where, and is repaired', async ({
  launch,
}) => {
  const { lab, page } = await launch('--empty');
  await lab.openScripts();
  await lab.typeScript(PROVIDER);
  await lab.scripts.getByRole('textbox', { name: 'Name' }).fill('my first');
  await expect(lab.scriptFindings).toContainText('The script can be used.');
  await lab.scripts.getByRole('button', { name: 'Run the demonstration with it' }).click();
  await expect(lab.scripts.getByTestId('script-answer')).toContainText(
    'The demonstration runs with my first.',
  );
  await page.keyboard.press('Escape');
  await lab.untilEventsAtLeast(200);
  const card = page.getByTestId('provider-script:my first');
  await expect(card).toContainText('script: my first');
  const answers = (provider: string, status: number) =>
    page.getByTestId('status-matrix').locator(`[data-provider="${provider}"] [data-status="${status}"]`);
  await expect(answers('script:my first', 1)).not.toHaveText('0');
  await expect(answers('script:my first', 4)).toHaveText('0');

  // A mistake in the text is marked at its line before anything runs.
  await lab.openScripts();
  await lab.typeScript(PROVIDER.replace('const page =', 'const = page'));
  await expect(lab.scripts.getByTestId('script-problem')).toContainText('Line 5');
  await expect(lab.scripts.getByTestId('script-problem')).toContainText('SyntaxError');
  await expect(lab.scripts.locator('.cm-lint-marker-error')).toHaveCount(1);
  await expect(lab.scripts.getByRole('button', { name: 'Use this provider' })).toBeDisabled();

  // A mistake that shows only when it runs is stopped, and told of at the call and at its line.
  await lab.typeScript(ENDLESS);
  await lab.useScript();
  const failure = lab.scripts.getByTestId('script-failure');
  await expect(failure).toContainText('longer than 5 ms', { timeout: 20_000 });
  await expect(failure).toContainText('Line 5');
  await expect(lab.scripts.locator('.cm-lint-marker-warning')).toHaveCount(1);
  await failure.getByRole('button', { name: /^Event/ }).click();
  await expect(lab.scripts).toBeHidden();
  await expect(lab.inspector).toContainText('NDIS_STATUS_FAILURE');
  await expect(lab.inspector.getByTestId('why')).toContainText('The script took longer than its limit');
  await expect(lab.inspector.getByTestId('provider-message')).toContainText('Line 5 of the script:');

  // The Lab has gone on all the while, and so does the repaired script.
  await lab.openScripts();
  await lab.typeScript(PROVIDER + '// repaired\n');
  await lab.scripts.getByRole('textbox', { name: 'Name' }).fill('repaired');
  await lab.scripts.getByRole('button', { name: 'Run the demonstration with it' }).click();
  await expect(lab.scripts.getByTestId('script-answer')).toContainText(
    'The demonstration runs with repaired.',
  );
  await expect(lab.scripts.getByTestId('script-failure')).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(answers('script:repaired', 1)).not.toHaveText('0', { timeout: 20_000 });
  await expect(answers('script:repaired', 4)).toHaveText('0');
});

test('script: a call of one’s own goes through it, and its wrong answer is named', async ({ launch }) => {
  const { lab } = await launch('--empty');
  await lab.openScripts();
  await lab.typeScript(PROVIDER.replace('memory.newHandle()', '12345'));
  await lab.useScript();
  await lab.closeScripts();
  await lab.fill('QueueId', '1');
  await lab.allocate();
  await expect(lab.inspector).toContainText('NDIS_STATUS_FAILURE');
  await expect(lab.inspector.getByTestId('provider-message')).toContainText('SharedMemoryHandle 12345');
  // What it took before it failed is found too.
  await expect(lab.inspector.getByTestId('why')).toContainText('P8');
});

test('script: names are completed with their meaning, and keys stay in the editor', async ({ launch }) => {
  const { lab, page } = await launch('--empty');
  await page.keyboard.press('e');
  await expect(lab.scripts).toBeVisible();
  await lab.typeScript('');
  await page.keyboard.type('memory.fi');
  const list = lab.scripts.locator('.cm-tooltip-autocomplete');
  await expect(list).toContainText('firstFree(count: number, from?: number) => number');
  await expect(lab.scripts.locator('.cm-completionInfo')).toContainText('Takes nothing');
  await page.keyboard.press('Escape');
  await expect(list).toBeHidden();
  await expect(lab.scripts).toBeVisible();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('NDIS_STATUS_RES');
  await expect(list).toContainText('NDIS_STATUS_RESOURCES');
  await list.getByRole('option', { name: 'NDIS_STATUS_RESOURCES' }).click();
  await expect.poll(() => lab.scriptText()).toBe('NDIS_STATUS_RESOURCES');
  await expect(lab.scripts.getByTestId('script-problem')).toContainText(
    'no function NetAllocateSharedMemory',
  );
});

test('script: the draft and its examples stay', async ({ launch }) => {
  const { lab, page } = await launch('--empty');
  await lab.openScripts();
  await lab.scripts.getByTestId('script-examples').click();
  await page.getByRole('menuitem', { name: 'Lies about its list' }).click();
  await expect.poll(() => lab.scriptText()).toContain('A provider that lies about its list.');
  await expect(lab.scriptFindings).toContainText('The script can be used.');
  await lab.scripts.getByRole('textbox', { name: 'Time a call' }).fill('2000');
  await expect(lab.scripts.getByRole('button', { name: 'Use this provider' })).toBeDisabled();
  await lab.scripts.getByRole('textbox', { name: 'Time a call' }).fill('20');
  await lab.closeScripts();
  await page.reload();
  await lab.ready();
  await lab.openScripts();
  await expect.poll(() => lab.scriptText()).toContain('A provider that lies about its list.');
  await expect(lab.scripts.getByRole('textbox', { name: 'Time a call' })).toHaveValue('20');
});

test('script: the menu opens it; a message that is too long is refused', async ({ launch }) => {
  const { app, lab, page } = await launch('--empty');
  await app.evaluate(({ Menu }) => {
    Menu.getApplicationMenu()?.getMenuItemById('script')?.click();
  });
  await expect(lab.scripts).toBeVisible();
  const answers = await page.evaluate(async () => [
    await window.lab.checkScript({ source: ' '.repeat(256 * 1024 + 1) }),
    await window.lab.useScript({ source: '', name: '<b>', callMs: 5 }),
    await window.lab.useScript({ source: '', name: 'x', callMs: 1001 }),
    await window.lab.useScript({ source: 'process.exit()', name: 'x', callMs: 5 }),
  ]);
  expect(answers.map((answer) => (answer.ok ? '' : (answer.error.field ?? '')))).toEqual([
    'checkScript.source',
    'useScript.name',
    'useScript.callMs',
    'script',
  ]);
});

for (const language of ['en', 'pt'] as const) {
  for (const theme of ['dark', 'light'] as const) {
    test(`script: the editor in ${language}, ${theme}, large and small`, async ({ launch }) => {
      const { lab, page } = await launch('--empty', '--lang', language, '--theme', theme);
      await page.keyboard.press('e');
      mkdirSync(built('screenshots'), { recursive: true });
      for (const { width, height } of SIZES) {
        const picture = async (what: string): Promise<void> => {
          const name = `script-${what}-${theme}-${language}-${width}x${height}.png`;
          await page.screenshot({ path: built('screenshots', name) });
          expect(await clippedLabels(page), `clipped in ${name}`).toEqual([]);
          const tooBig = await lab.scripts.evaluate((dialog: HTMLElement) => [
            ...(dialog.scrollHeight > dialog.clientHeight ? ['dialog'] : []),
            ...[dialog, ...dialog.querySelectorAll<HTMLElement>('div, header, footer')]
              .filter((element) => element.scrollWidth > element.clientWidth + 1)
              .map((element) => element.className),
          ]);
          expect(tooBig, name).toEqual([]);
        };
        await lab.resize(width, height);
        await lab.typeScript(PROVIDER);
        await expect(lab.scripts.locator('.script-fine')).toBeVisible();
        await picture('fine');
        await lab.typeScript(PROVIDER.replace('const page =', 'const = page'));
        await expect(lab.scripts.getByTestId('script-problem')).toBeVisible();
        await picture('broken');
        await lab.typeScript('');
        await page.keyboard.type('memory.');
        await expect(lab.scripts.locator('.cm-completionInfo')).toBeVisible();
        await picture('completion');
        await page.keyboard.press('Escape');
      }
    });
  }
}
