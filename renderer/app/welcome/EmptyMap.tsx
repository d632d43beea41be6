import { useTranslation } from '../use-translation.ts';
import { openSample, openTrace, startDemonstration } from '../lab-commands.ts';

/** What an empty map says: what this is, and ways to make it move. */
export function EmptyMap() {
  const { t } = useTranslation();
  return (
    <div className="welcome">
      <div className="welcome-card" data-testid="welcome">
        <h2>{t('welcome.title')}</h2>
        <p>{t('welcome.what')}</p>
        <div className="choices">
          <button type="button" className="primary" onClick={() => void startDemonstration()}>
            {t('welcome.demonstration')}
          </button>
          <button type="button" onClick={() => void openSample('rep', false)}>
            {t('welcome.sampleRep')}
          </button>
          <button type="button" onClick={() => void openSample('ftrace', true)}>
            {t('welcome.sampleFtrace')}
          </button>
          <button type="button" onClick={() => void openTrace(false)}>
            {t('welcome.open')}
          </button>
        </div>
        <p className="dim">{t('welcome.form')}</p>
      </div>
    </div>
  );
}
