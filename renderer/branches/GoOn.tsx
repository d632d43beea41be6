import { Play } from 'lucide-react';
import { useTranslation } from '../app/use-translation.ts';
import { useEngine } from '../stores/engine-store.ts';
import { goOn } from './branch-commands.ts';

/** For a session from a file: goes on from where it ends, or says why it cannot. */
export function GoOn() {
  const { t } = useTranslation();
  const goesOn = useEngine((state) => state.status?.goesOn ?? null);
  const busy = useEngine((state) => state.status?.repeating !== null);
  if (goesOn === null) return null;
  if (goesOn !== 'possible')
    return (
      <p className="dim" data-testid="cannot-go-on">
        {t(`recording.${goesOn}`)}
      </p>
    );
  return (
    <button
      type="button"
      className="primary"
      disabled={busy}
      title={t('recording.goOnHint')}
      data-testid="go-on"
      onClick={() => void goOn()}
    >
      <Play size={13} aria-hidden="true" /> {t('recording.goOn')}
    </button>
  );
}
