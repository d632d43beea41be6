import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { type Page } from '@playwright/test';
import { makesBlock, recordFirstPage, recordOwner } from '../core/events/record.ts';
import { ReplayCursor } from '../core/events/replay-cursor.ts';
import { describeEvent } from '../core/lab/describe-event.ts';
import { Lab } from '../core/lab/lab.ts';
import { DEFAULT_LAB_CONFIG } from '../core/lab/lab-config.ts';
import { byteCount } from '../core/memory/units.ts';
import { ruleId } from '../core/ndis/rules.ts';
import { statusName } from '../core/ndis/status.ts';
import { fileHeader, packedBy } from '../core/session-file/chunk.ts';
import { SessionWriter } from '../core/session-file/session-writer.ts';
import { VmqDemonstration } from '../core/workloads/vmq-demonstration.ts';
import { openExportedPage, requestsOf } from './exported-page.ts';
import { built, expect, test } from './lab-app.ts';
import { isNear, LabWindow } from './lab-window.ts';

const folder = mkdtempSync(join(tmpdir(), 'lab-replay-'));
const page = join(folder, 'demonstration.html');
// Small enough that requests meet a shortage, and with pages that the policy holds back.
const lab = new Lab({ ...DEFAULT_LAB_CONFIG, memoryBytes: byteCount(24 * 2 ** 20), policy: 'buddy' });
const context = {
  session: lab.session,
  ndisVersion: lab.config.ndisVersion,
  adapterHandle: lab.adapter.handle,
};

test.beforeAll(() => {
  const demonstration = new VmqDemonstration({ seed: 7, machines: 24 });
  while (demonstration.run(lab, 1000));
  lab.session.indexNew();
  const session = join(folder, 'demonstration.ndislab');
  writeFileSync(session, sessionFile());
  execFileSync(process.execPath, [built('cli', 'cli.mjs'), 'export', session, '--as', 'html', '-o', page]);
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The session as a file that the command line opens. */
function sessionFile(): Uint8Array {
  const { config, geometry, adapter, session } = lab;
  const writer = new SessionWriter(packedBy({ deflate: (raw) => deflateRawSync(raw) }));
  const settings = {
    ...{ name: 'VMQ </script> demonstration', memoryBytes: config.memoryBytes, nodeCount: config.nodeCount },
    ...{ basePage: geometry.basePage, nodeStarts: [...geometry.nodeStarts], seed: config.seed },
    ...{ provider: config.provider, policy: config.policy, layers: [], ndisVersion: config.ndisVersion },
    ...{ mode: config.mode, checksLifetime: true, adapterHandle: adapter.handle, bookmarks: [] },
  };
  const parts = [fileHeader(), writer.begin(settings)];
  for (let chunk = writer.nextEvents(session); chunk !== null; chunk = writer.nextEvents(session)) {
    parts.push(chunk);
  }
  const providers = lab.ndis.providers.map(({ code, id }) => ({ code, id }));
  return Buffer.concat([...parts, writer.latest('providers', providers)]);
}

async function open(path: string, theme: 'dark' | 'light' = 'dark') {
  const { app, page, said } = await openExportedPage(path, theme);
  return { app, page, said, view: new LabWindow(app, page) };
}

async function scrubTo(page: Page, position: number): Promise<void> {
  await page.getByTestId('scrubber').fill(String(position));
  await page.evaluate(() => window.labProbe?.idle());
}

/** The memory after so many events, by the engine's own log. */
function memoryAfter(events: number): ReplayCursor {
  const cursor = new ReplayCursor(lab.session, lab.geometry.basePage, lab.geometry.pageCount);
  cursor.seek(events);
  return cursor;
}

test('the exported page shows the session as the engine recorded it', async () => {
  const { app, page: replay, view, said } = await open(page);
  const events = lab.session.log.length;
  await view.ready();
  await view.idle();
  expect(await view.eventCount()).toBe(events);
  await expect(replay.getByTestId('session-name')).toHaveText('VMQ </script> demonstration');
  await expect(replay.getByTestId('settings')).toContainText('24 MiB');
  await expect(replay.getByTestId('settings')).toContainText('Extensible switch');

  const pages = Array.from({ length: 300 }, (_, index) => index * 20 + 5);
  for (const position of [0, Math.floor(events / 3), Math.floor(events / 2), events]) {
    await scrubTo(replay, position);
    expect(await view.eventCount()).toBe(position);
    const { owners } = memoryAfter(position);
    const picked = await Promise.all(pages.map((index) => view.pickedBlock(index)));
    expect(picked).toEqual(pages.map((index) => owners[index]));
  }

  const middle = Math.floor(events / 2);
  const { owners, reserved } = memoryAfter(middle);
  await scrubTo(replay, middle);
  const held = owners.findIndex((owner, index) => owner === 0 && (reserved?.[index] ?? 0) > 0);
  const place = await view.placeOf(held);
  await replay.mouse.move(place.x + place.width / 2, place.y + place.height / 2);
  await expect(replay.getByTestId('map-tooltip')).toContainText('Binary buddy rounds requests up');
  await expect(replay.getByTestId('legend-reserved')).toBeVisible();

  const notable = lab.session.nextNotable(events, -1);
  await scrubTo(replay, notable + 1);
  for (let row = 0; row < 3; row++) {
    const event = describeEvent(context, notable - row);
    const shown = view.calls.locator(`[data-seq="${event.seq}"]`);
    const status = statusName(event.status);
    await expect(shown).toContainText(
      status === null ? 'returns nothing' : status.replace('NDIS_STATUS_', ''),
    );
  }
  expect(said).toEqual([]);
  expect(new Set(await requestsOf(app)).size).toBe(1);
  await app.close();
});

test('the map draws a block from the event on that made it', async () => {
  const { app, page: replay, view, said } = await open(page);
  await view.ready();
  const made = firstLargeBlock();
  const first = recordFirstPage(lab.session.log.wordsOf(made), lab.session.log.offsetOf(made));
  const spots = [0, 1, 2, 3].map((offset) => first - lab.geometry.basePage + offset);
  await scrubTo(replay, made);
  const free = await view.themeColour('free');
  for (const colour of await view.coloursOf(spots)) expect(isNear(colour, free)).toBe(true);
  await scrubTo(replay, made + 1);
  const queue = recordOwner(lab.session.log.wordsOf(made), lab.session.log.offsetOf(made));
  const drawn = await view.themeColour(`category-${queue === 0 ? 8 : ((queue - 1) % 7) + 1}`);
  for (const colour of await view.coloursOf(spots)) expect(isNear(colour, drawn)).toBe(true);

  const place = await view.placeOf(spots[1] ?? 0);
  await replay.mouse.click(place.x + place.width / 2, place.y + place.height / 2);
  await expect(view.inspector.locator('h2')).toContainText(new Intl.NumberFormat('en').format(made));
  expect(said).toEqual([]);
  await app.close();
});

/** The first event that made a block of at least 16 pages in a row. */
function firstLargeBlock(): number {
  const { log } = lab.session;
  for (let seq = 0; seq < log.length; seq++) {
    if (!makesBlock(log.wordsOf(seq), log.offsetOf(seq))) continue;
    if ((describeEvent(context, seq).elements[0]?.pages ?? 0) >= 16) return seq;
  }
  throw new Error('the demonstration makes no large block');
}

test('keys, transport, reasons and both languages work without the program', async () => {
  const { app, page: replay, view, said } = await open(page);
  await view.ready();
  await view.idle();
  await view.map.focus();
  await replay.keyboard.press('Home');
  expect(await view.eventCount()).toBe(0);
  await replay.keyboard.press('ArrowRight');
  await replay.keyboard.press('Shift+ArrowRight');
  expect(await view.eventCount()).toBe(11);
  await replay.keyboard.press('ArrowLeft');
  expect(await view.eventCount()).toBe(10);

  await replay.keyboard.press('n');
  const notable = lab.session.nextNotable(9, 1);
  expect(await view.eventCount()).toBe(notable + 1);
  const event = describeEvent(context, notable);
  const status = statusName(event.status);
  if (status !== null) await expect(view.inspector).toContainText(status);
  if (event.rule !== 0) await expect(view.inspector.getByTestId('why')).toContainText(ruleId(event.rule));
  await replay.keyboard.press('n');
  await replay.keyboard.press('p');
  expect(await view.eventCount()).toBe(notable + 1);

  const short = lab.session.log;
  const shortage = Array.from({ length: short.length }, (_, seq) => seq).find(
    (seq) => describeEvent(context, seq).reason !== null,
  );
  if (shortage === undefined) throw new Error('the demonstration meets no shortage');
  await scrubTo(replay, shortage + 1);
  await replay.keyboard.press('Escape');
  await expect(view.inspector.getByTestId('why')).toContainText('free run');

  await view.map.focus();
  await replay.keyboard.press('Home');
  await replay.keyboard.press(' ');
  await view.untilEventsAtLeast(5);
  await replay.keyboard.press(' ');
  const paused = await view.eventCount();
  expect(paused).toBeLessThan(short.length);
  await replay.keyboard.press('End');
  expect(await view.eventCount()).toBe(short.length);

  await replay.getByRole('button', { name: 'Português' }).click();
  await expect(view.position).toContainText('Evento');
  await expect(replay.getByTestId('legend')).toContainText('livre');
  await replay.getByRole('button', { name: 'English' }).click();
  await expect(view.position).toContainText('Event ');
  // The block of the last block event is what the legend's first entry may hide; isolating dims the others.
  await replay.getByTestId('legend').getByRole('button').first().click();
  await expect(replay.getByTestId('legend').getByRole('button').first()).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  expect(said).toEqual([]);
  expect(new Set(await requestsOf(app)).size).toBe(1);
  await app.close();
});

test('a damaged page says what is missing and shows the rest', async () => {
  const whole = readFileSync(page, 'utf8');
  const cut = join(folder, 'cut.html');
  const lines = whole.split('\n');
  const from = lines.findIndex((line) => line.includes('id="replay-session"'));
  const to = lines.findIndex((line, index) => index > from && line.includes('</script>'));
  const longest = lines.slice(from + 1, to).reduce((best, line) => (line.length > best.length ? line : best));
  writeFileSync(
    cut,
    whole.replace(longest, longest.slice(0, longest.length / 2 - ((longest.length / 2) % 4))),
  );
  const first = await open(cut);
  await expect(first.page.getByRole('alert')).toContainText('the file breaks off inside a chunk');
  await first.app.close();

  const bad = join(folder, 'bad.html');
  writeFileSync(bad, whole.replace('"nodeCount":2', '"nodeCount":"two"'));
  const second = await open(bad);
  await expect(second.page.getByRole('alert')).toContainText('settings, field session.nodeCount');
  await second.app.close();
});

for (const theme of ['dark', 'light'] as const) {
  test(`the exported page in ${theme} colours, wide and narrow`, async () => {
    const { app, page: replay, view } = await open(page, theme);
    await view.ready();
    await scrubTo(replay, Math.floor(lab.session.log.length / 2));
    await replay.keyboard.press('n');
    for (const [width, height] of [
      [1440, 900],
      [1024, 700],
    ] as const) {
      await view.resize(width, height);
      await view.idle();
      await replay.screenshot({ path: built('screenshots', `replay-${theme}-${width}.png`) });
      const overflow = await replay.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBe(0);
    }
    await replay.getByRole('button', { name: 'Português' }).click();
    await expect(view.position).toContainText('Evento');
    await replay.screenshot({ path: built('screenshots', `replay-${theme}-pt-1024.png`) });
    await app.close();
  });
}
