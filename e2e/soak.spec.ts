import { englishOf } from '../core/words/sentence.ts';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RecordedSession } from '../core/events/recorded-session.ts';
import { ReplayCursor } from '../core/events/replay-cursor.ts';
import { readSessionFile } from '../electron/files/read-session-file.ts';
import { built, expect, test } from './lab-app.ts';

const folder = mkdtempSync(join(tmpdir(), 'lab-soak-'));
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SOAK_MS = 30_000;
const DIGEST_RECORDS = 65_536;

/** What `labProbe.digests` answers for a page that has this session. */
function digestsOf(session: RecordedSession, basePage: number, pageCount: number): readonly string[] {
  const { log, side } = session;
  const cursor = new ReplayCursor(session, basePage, pageCount);
  cursor.seek(log.length);
  const parts: Uint32Array[] = [];
  for (let seq = 0; seq < log.length; seq += DIGEST_RECORDS) parts.push(log.copyFrom(seq, DIGEST_RECORDS));
  parts.push(side.copyRange(0, side.length), cursor.owners);
  return parts.map(({ buffer, byteOffset, byteLength }) =>
    createHash('sha256')
      .update(new Uint8Array(buffer, byteOffset, byteLength))
      .digest('hex'),
  );
}

test('half a minute at full speed, paused, hidden and reloaded: both sides end with the same words', async ({
  launch,
}) => {
  test.setTimeout(180_000);
  // Little memory for the log: most of it lies on the disk by the time the page asks for all of it again.
  const { app, lab, page } = await launch('--empty', '--log-memory', '16');
  const start = Date.now();
  const left = (): number => SOAK_MS - (Date.now() - start);
  await page.evaluate(() => window.lab.startDemonstration({ seed: 5, script: null, machines: 1_000_000 }));
  await page.evaluate(() => window.lab.setPace({ stepsPerSecond: null }));
  for (let turn = 0; left() > 0; turn++) {
    await page.waitForTimeout(1500);
    await lab.map.focus();
    await page.keyboard.press('Space');
    const stopped = await lab.eventCount();
    await page.waitForTimeout(1000);
    expect(await lab.eventCount()).toBe(stopped);
    await page.keyboard.press('l');
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
    await page.waitForTimeout(1500);
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.show());
    await lab.untilEventsAtLeast(stopped + 1);
    if (turn % 3 === 1) {
      await page.reload();
      await lab.ready();
    }
  }
  await page.evaluate(() => window.lab.controlEngine({ action: 'stop' }));
  await lab.idle();
  await lab.map.focus();
  await page.keyboard.press('End');
  await lab.idle();
  const events = await lab.eventCount();
  expect(events).toBeGreaterThan(1_000_000);
  await expect(page.getByTestId('events-lost')).toHaveAttribute('data-value', '0');

  const path = join(folder, 'soak.ndislab');
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
  }, path);
  const saved = await page.evaluate(() => window.lab.saveSession());
  expect(saved).toEqual({ ok: true, value: { events } });
  const read = await readSessionFile(path);
  if (!read.ok) throw new Error(englishOf(read.message));
  const { session, settings, problems } = read.opened;
  expect(problems).toEqual([]);
  expect(session.log.length).toBe(events);
  const shown = await page.evaluate(() => window.labProbe?.digests());
  expect(shown).toEqual(digestsOf(session, settings.basePage, settings.memoryBytes / 4096));

  // Millions of events are no picture of a moment: it says how far it is until it is there.
  const map = page.getByTestId('memory-map');
  await page.getByTestId('map-modes').getByRole('button').nth(1).click();
  await lab.idle();
  await page.getByTestId('colour-by').selectOption('age');
  await expect(map).toHaveAttribute('data-working', /^computing the picture: \d+%$/);
  await page.screenshot({ path: built('screenshots', 'time-working.png') });
  await lab.idle();
  await expect(map).not.toHaveAttribute('data-working');
});
