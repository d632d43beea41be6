import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { app, type BrowserWindow } from 'electron';
import { z } from 'zod';
import { type LaunchArguments } from './arguments.ts';
import { isAlive } from './session-keeper.ts';

/** What a later start asks of the window that is open already. */
const laterStart = z.object({ file: z.string().nullable(), asRecorded: z.boolean(), demo: z.boolean() });
export type LaterStart = z.infer<typeof laterStart>;

/**
 * Whether this start opens a window of its own. A later one with the same user data hands its file to the window that
 * is there; a picture is taken in a window of its own, whatever else is open.
 */
export function isFirstInstance(launch: LaunchArguments): boolean {
  if (launch.screenshot !== null) return true;
  const file = launch.file === null ? null : resolve(launch.file);
  const asked: LaterStart = { file, asRecorded: launch.asRecorded, demo: launch.demo };
  if (app.requestSingleInstanceLock(asked) || !isHeld(app.getPath('userData'))) return true;
  console.log('[window] the lab is open already: its window shows what was asked for');
  return false;
}

/** Calls back for starts that come later, with the window in front. */
export function onLaterInstance(window: BrowserWindow, open: (asked: LaterStart) => void): void {
  app.on('second-instance', (_event, _commandLine, _folder, data) => {
    if (window.isMinimized()) window.restore();
    window.focus();
    const asked = laterStart.safeParse(data);
    if (asked.success) open(asked.data);
  });
}

const LOCK = /^(.+)-(\d+)$/;

/** A lock that another computer has left on a shared disk must not keep anybody out. */
function isHeld(userData: string): boolean {
  if (process.platform === 'win32') return true;
  try {
    const [, host, pid] = LOCK.exec(readlinkSync(join(userData, 'SingletonLock'))) ?? [];
    return host === hostname() && isAlive(Number(pid));
  } catch {
    return false;
  }
}
