import { rename, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import { type PictureRequest } from '../contract/pictures.ts';
import { fail, ok, type Result } from '../contract/result.ts';
import { type MainWords } from './words.ts';

/** Asks where a picture goes and writes it there; answers the file's name, null when the person closed the dialog. */
export async function savePicture(
  window: BrowserWindow,
  words: MainWords,
  request: PictureRequest,
): Promise<Result<{ readonly file: string | null }>> {
  const { format, name } = request;
  const chosen = await dialog.showSaveDialog(window, {
    title: words.savePicture,
    defaultPath: `${name.replace(/[^\p{L}\p{N}._-]+/gu, '-')}.${format}`,
    filters: [{ name: format.toUpperCase(), extensions: [format] }],
  });
  const path = chosen.filePath;
  if (chosen.canceled || !path) return ok({ file: null });
  const unfinished = `${path}.${process.pid}.part`;
  try {
    await writeFile(unfinished, request.format === 'png' ? request.bytes : request.text);
    await rename(unfinished, path);
    return ok({ file: basename(path) });
  } catch (error) {
    await rm(unfinished, { force: true });
    const message = `${path}: ${error instanceof Error ? error.message : String(error)}`;
    return fail({ code: 'bad-file', message });
  }
}
