import { mkdirSync } from 'node:fs';
import { clippedLabels } from './clipped-labels.ts';
import { built, expect, test } from './lab-app.ts';

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
] as const;

/** Header.Size is 60 where revision 2 needs 68. */
const SHORT_HEADER = `ffffd20b\`31c0a100  003c0280 00000000 00000001 00000000
ffffd20b\`31c0a110  00000000 00000000 80000000 00000004
ffffd20b\`31c0a120  00002000 00000000 00000000 00000000
ffffd20b\`31c0a130  00000040 00000000 31c0b000 ffffd20b
ffffd20b\`31c0a140  00000000 00000000`;

test('decode: a broken dump names the rule at its member, and bytes and members light each other', async ({
  launch,
}) => {
  const { lab, page } = await launch('--empty');
  await lab.decode(SHORT_HEADER);
  const size = lab.decodedMember('Header.Size');
  await expect(size).toContainText('0x3c');
  await expect(size).toHaveClass(/at-fault/);
  // The rule stands right below its member.
  const rule = lab.decoder.locator('tr[data-span="Header.Size"] + tr');
  await expect(rule).toHaveAttribute('data-rule', 'A9');
  await expect(rule).toContainText('Header.Size must cover the stated revision');
  await expect(rule).toContainText('ns-ndis-_ndis_shared_memory_parameters');
  await expect(rule).toContainText('outcome: model decision');
  await expect(lab.decoder.getByTestId('verdict')).toContainText('NDIS_STATUS_INVALID_PARAMETER');
  await expect(lab.decodedMember('Usage')).toContainText('NdisSharedMemoryUsageReceive');
  await expect(lab.decodedMember('SGListBuffer')).toContainText('system address');

  await size.hover();
  await expect(lab.decodedBytes('Header.Size')).toHaveText(['3c', '00']);
  await expect(lab.decoder.locator('.hex-cell.active')).toHaveText(['3c', '00']);
  await lab.decodedBytes('Length').first().hover();
  await expect(lab.decodedMember('Length')).toHaveClass(/active/);

  await lab.decoder.getByRole('button', { name: 'A9 Header.Size' }).click();
  await expect(size).toBeFocused();

  // The same by keyboard alone: the picture is one stop, its arrows go from byte to byte.
  await lab.decoder.getByRole('textbox').hover();
  await lab.decoder.getByTestId('hex-view').focus();
  await page.keyboard.press('ArrowDown');
  await expect(lab.decodedMember('QueueId')).toHaveClass(/active/);
  await lab.decodedMember('QueueId').focus();
  await page.keyboard.press('ArrowDown');
  await expect(lab.decoder.locator('.hex-cell.active')).toHaveCount(4);
  await expect(lab.decoder.locator('.hex-cell.active').first()).toHaveAttribute('data-member', '+0x00c');
});

test('decode: what is no dump is named by line and column, and what came before stays', async ({
  launch,
}) => {
  const { lab } = await launch('--empty');
  await lab.decode('80 02 44 00 01 00 00 00\n03 00 00 garbage');
  const problem = lab.decoder.getByTestId('dump-problem');
  await expect(problem).toContainText('Line 2, column 10: found "garbage", expected hex digits.');
  await expect(problem).toContainText('The 11 bytes before it are decoded.');
  await expect(lab.decodedMember('Flags')).toContainText('NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS');
  await expect(lab.decodedMember('QueueId')).toContainText('not in the dump');
  await problem.getByRole('button').click();
  const selected = await lab.decoder
    .getByRole('textbox')
    .evaluate((input: HTMLTextAreaElement) => input.value.slice(input.selectionStart));
  expect(selected).toBe('garbage');
  await lab.decoder.getByRole('textbox').fill('80 02 44 00 01 00 00 00\n03 00 00 00');
  await expect(problem).toBeHidden();
  await expect(lab.decodedMember('QueueId')).toContainText('queue 3');
});

test('decode: architecture and version change the answer at once', async ({ launch }) => {
  const { lab, page } = await launch('--empty');
  await page.keyboard.press('b');
  await lab.decoder.getByRole('button', { name: 'Correct: 64 KiB, contiguous' }).click();
  await expect(lab.decoder.getByTestId('verdict')).toContainText('breaks no rule by itself');
  await lab.decoder.getByRole('combobox').selectOption('620');
  await expect(lab.decodedMember('Header.Revision')).toHaveClass(/at-fault/);
  await lab.decoder.getByRole('button', { name: 'x86', exact: true }).click();
  await expect(lab.decodedMember('Length')).toContainText('+0x018');
  await lab.decoder.getByTestId('decode-samples').click();
  await page.getByRole('menuitem', { name: 'Page not readable' }).click();
  await expect(lab.decoder.getByTestId('dump-problem')).toContainText('Line 2, column 20');
});

test('decode: the structure is copied as C, as bytes and as dt shows it', async ({ launch }) => {
  const { lab, page } = await launch('--empty');
  await lab.decode(SHORT_HEADER);
  await lab.decoder.getByRole('button', { name: 'C', exact: true }).click();
  await expect(lab.decoder).toContainText('Copied');
  expect(await lab.clipboard()).toMatch(
    /\.Header\.Size = 60; \/\* A9: .*\n[^]*NdisAllocateSharedMemory\(AdapterHandle, &SharedMemoryParameters, &AllocationHandle\);/,
  );
  await lab.decoder.getByRole('button', { name: 'dt', exact: true }).click();
  await expect.poll(() => lab.clipboard()).toContain('   +0x020 Length           : 0x2000');
  await lab.decoder.getByRole('button', { name: 'bytes', exact: true }).click();
  await expect.poll(() => lab.clipboard()).toContain('ffffd20b`31c0a100  80 02 3c 00 00 00 00 00-01 00');
  await page.keyboard.press('Escape');
  await expect(lab.decoder).toBeHidden();
});

test('decode: a recorded call can be copied from the inspector and opened in the decoder', async ({
  launch,
}) => {
  const { lab, page } = await launch('--empty');
  await lab.fill('QueueId', '77');
  await lab.allocate();
  await lab.inspector.getByTestId('copy-request').click();
  await page.getByRole('menuitem', { name: 'C source of the call' }).click();
  await expect.poll(() => lab.clipboard()).toMatch(/QueueId = 77; \/\* A12: QueueId must be 0 or a queue/);
  await lab.inspector.getByTestId('copy-request').click();
  await page.getByRole('menuitem', { name: 'Open in the decoder' }).click();
  await expect(lab.decodedMember('QueueId')).toContainText('queue 77');
  await expect(lab.decoder.getByTestId('verdict')).toContainText('breaks no rule by itself');
});

test('decode: the menu opens it too', async ({ launch }) => {
  const { app, lab } = await launch('--empty');
  await app.evaluate(({ Menu }) => {
    Menu.getApplicationMenu()?.getMenuItemById('decode')?.click();
  });
  await expect(lab.decoder.getByRole('textbox')).toBeFocused();
});

for (const language of ['en', 'pt'] as const) {
  for (const theme of ['dark', 'light'] as const) {
    test(`decode: the dialog in ${language}, ${theme}, large and small`, async ({ launch }) => {
      const { lab, page } = await launch('--empty', '--lang', language, '--theme', theme);
      await page.keyboard.press('b');
      mkdirSync(built('screenshots'), { recursive: true });
      for (const { width, height } of SIZES) {
        const picture = async (what: string): Promise<void> => {
          const name = `decode-${what}-${theme}-${language}-${width}x${height}.png`;
          await page.screenshot({ path: built('screenshots', name) });
          expect(await clippedLabels(page), `clipped in ${name}`).toEqual([]);
          // Nothing but the scrolling lists reaches out of its box, and those never sideways.
          const tooBig = await lab.decoder.evaluate((dialog: HTMLElement) => [
            ...(dialog.scrollHeight > dialog.clientHeight ? ['dialog'] : []),
            ...[dialog, ...dialog.querySelectorAll<HTMLElement>('div, header, footer, section')]
              .filter((element) => element.scrollWidth > element.clientWidth + 1)
              .map((element) => element.className),
          ]);
          expect(tooBig, name).toEqual([]);
        };
        await lab.resize(width, height);
        await lab.decoder.getByRole('textbox').fill('');
        await picture('start');
        for (const [index, what] of [
          'good',
          'answered',
          'short',
          'old',
          'garbage',
          'other',
          'x86',
          'cut',
        ].entries()) {
          if (index < 2 && height === 700) continue;
          await lab.decoder.getByTestId('decode-samples').click();
          await page.getByRole('menuitem').nth(index).click();
          if (what === 'short') await lab.decodedMember('Header.Size').focus();
          await picture(what);
        }
      }
    });
  }
}
