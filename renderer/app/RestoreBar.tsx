import { useTranslation } from './use-translation.ts';
import { restoreSession } from './lab-commands.ts';
import { useEnvironment } from './environment.ts';

/** Offers the session that a process left behind which did not end in order. */
export function RestoreBar() {
  const { t } = useTranslation();
  const restorable = useEnvironment((state) => state.bootstrap?.restorable === true);
  if (!restorable) return null;
  return (
    <div className="restore-bar" role="status" data-testid="restore-bar">
      <span>{t('restore.offer')}</span>
      <button type="button" className="primary" onClick={() => void restoreSession(true)}>
        {t('restore.open')}
      </button>
      <button type="button" onClick={() => void restoreSession(false)}>
        {t('restore.discard')}
      </button>
    </div>
  );
}
