import { rename, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import { sayOfReading } from '../files/reading-sentences.ts';
import { sentenceOfError } from '../files/system-errors.ts';
import { fail, ok, type Result } from './result.ts';

interface WantedFile {
  readonly title: string;
  /** What is proposed to the person, without its ending; signs that a file system might not take are replaced. */
  readonly name: string;
  readonly extension: string;
  /** Made only when the person has said where it goes. */
  readonly content: () => Promise<string | Uint8Array>;
}

/**
 * Asks where a file goes and writes it there, beside first, so that a broken-off write leaves the old one; answers the
 * file's name, null when the person closed the dialog.
 */
export async function saveFile(
  window: BrowserWindow,
  { title, name, extension, content }: WantedFile,
): Promise<Result<{ readonly file: string | null }>> {
  const chosen = await dialog.showSaveDialog(window, {
    title,
    defaultPath: `${name.replace(/[^\p{L}\p{N}._-]+/gu, '-')}.${extension}`,
    filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
  });
  const path = chosen.filePath;
  if (chosen.canceled || !path) return ok({ file: null });
  const unfinished = `${path}.${process.pid}.part`;
  try {
    await writeFile(unfinished, await content());
    await rename(unfinished, path);
    return ok({ file: basename(path) });
  } catch (error) {
    await rm(unfinished, { force: true });
    const message = sayOfReading('inFile', { file: path, what: sentenceOfError(error) });
    return fail({ code: 'bad-file', message });
  }
}
