import { useTranslation } from '../app/use-translation.ts';
import { useLesson } from '../stores/lesson-store.ts';
import { discardRecording, stopRecording } from './author-store.ts';
import './learn.css';

/** Says for as long as it is so that what is done becomes a lesson. */
export function RecordingBar() {
  const { t } = useTranslation();
  const recorded = useLesson(({ report }) => report?.recorded ?? null);
  if (recorded === null) return null;
  return (
    <p className="recording-bar" role="status" data-testid="recording-bar">
      <span className="recording-dot" aria-hidden="true" /> {t('author.recording', { count: recorded })}
      <button type="button" className="small" disabled={recorded === 0} onClick={() => void stopRecording()}>
        {t('author.stop')}
      </button>
      <button type="button" className="small" onClick={() => void discardRecording()}>
        {t('author.discard')}
      </button>
    </p>
  );
}
