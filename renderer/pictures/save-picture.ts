import i18next from 'i18next';
import { type Picture, svgOf } from '../../electron/contract/core.ts';
import { type PictureFormat, type PictureRequest } from '../../electron/contract/pictures.ts';
import { addNotice } from '../stores/engine-store.ts';
import { PATTERNS } from './patterns.ts';
import { pngOf } from './png.ts';

/** Writes a picture where the person says, and says so. @param name of the file that is proposed, without its ending */
export async function savePicture(picture: Picture, name: string, format: PictureFormat): Promise<void> {
  try {
    const request: PictureRequest =
      format === 'png'
        ? { format, name, bytes: await pngOf(picture) }
        : { format, name, text: svgOf(picture, PATTERNS) };
    const answer = await window.lab.savePicture(request);
    if (!answer.ok) addNotice('error', answer.error.message);
    else if (answer.value.file !== null)
      addNotice('note', i18next.t('pictures.done', { file: answer.value.file }));
  } catch (error) {
    console.error('A picture could not be drawn:', error);
    addNotice('error', i18next.t('pictures.notDrawn'));
  }
}
