import { type BrowserWindow } from 'electron';
import { type PictureRequest } from '../contract/pictures.ts';
import { type Result } from './result.ts';
import { saveFile } from './save-file.ts';
import { type MainWords } from './words.ts';

/** Asks where a picture goes and writes it there; answers the file's name, null when the person closed the dialog. */
export const savePicture = (
  window: BrowserWindow,
  words: MainWords,
  picture: PictureRequest,
): Promise<Result<{ readonly file: string | null }>> =>
  saveFile(window, {
    title: words.savePicture,
    name: picture.name,
    extension: picture.format,
    content: () => Promise.resolve(picture.format === 'png' ? picture.bytes : picture.text),
  });
