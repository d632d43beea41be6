import i18next from 'i18next';
import { type HandoutFormat, type ScoreFormat } from '../../electron/contract/lessons.ts';
import { addNotice } from '../stores/engine-store.ts';

/** Writes the score of the session where the person says, and says so. */
export async function exportScore(format: ScoreFormat): Promise<void> {
  const answer = await window.lab.exportScore({ format });
  if (!answer.ok) addNotice('error', answer.error.message);
  else if (answer.value.file !== null)
    addNotice('note', i18next.t('learn.scoreSaved', { file: answer.value.file }));
}

/** Writes the lesson as a handout where the person says, and says so. */
export async function exportHandout(format: HandoutFormat): Promise<void> {
  const answer = await window.lab.exportLesson({ format });
  if (!answer.ok) addNotice('error', answer.error.message);
  else if (answer.value.file !== null)
    addNotice('note', i18next.t('learn.handoutSaved', { file: answer.value.file }));
}

export async function showSpeakerNotes(): Promise<void> {
  await window.lab.speakerNotes();
}
