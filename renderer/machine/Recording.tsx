import { openDialog } from '../app/environment.ts';
import { useTranslation } from '../app/use-translation.ts';
import { GoOn } from '../branches/GoOn.tsx';
import './machine.css';
import { pictured } from '../pictures/parts.ts';

/** What a session from a file is, and how to go on from here. */
export function Recording() {
  const { t } = useTranslation();
  return (
    <section
      className="panel"
      {...pictured('recording')}
      aria-label={t('recording.title')}
      data-testid="recording"
    >
      <header className="panel-head">
        <h2>{t('recording.title')}</h2>
      </header>
      <p className="dim">{t('recording.what')}</p>
      <div className="recording-ways">
        <GoOn />
        <button type="button" onClick={() => openDialog('newSession')}>
          {t('recording.newSession')}
        </button>
      </div>
    </section>
  );
}
