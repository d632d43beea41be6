import { useEffect, useState } from 'react';
import { useTranslation } from './use-translation.ts';
import { blockText, debuggerText } from '../../electron/contract/core.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { useView } from '../stores/view-store.ts';
import { pictured } from '../pictures/parts.ts';

/** The text is worked out anew at most this often while the cursor moves. */
const REFRESH_MS = 250;

/** Queues and their memory at the cursor, as text in the spirit of !ndiskd; with `dt` of the selected block. */
export function DebuggerView({ model }: { readonly model: SessionModel }) {
  const { t } = useTranslation();
  const selectedBlock = useView((state) => state.selectedBlock);
  const [allBlocks, setAllBlocks] = useState(false);
  const position = useSettledPosition(model);
  const text = debuggerText(model.context, model.cursor, { events: position, allBlocks });
  const block = selectedBlock !== null ? blockText(model.context, selectedBlock, position) : '';
  return (
    <div className="debugger" {...pictured('debugger')} data-testid="debugger">
      <header>
        <span className="model-mark">{t('debugger.simulated')}</span>
        <span className="spacer" />
        <label className="check">
          <input
            type="checkbox"
            checked={allBlocks}
            onChange={(event) => setAllBlocks(event.target.checked)}
          />
          {t('debugger.allBlocks')}
        </label>
        <button
          type="button"
          className="small"
          onClick={() => void navigator.clipboard.writeText(block === '' ? text : `${block}\n${text}`)}
        >
          {t('debugger.copy')}
        </button>
      </header>
      <pre tabIndex={0} aria-label={t('debugger.title')}>
        {block === '' ? text : `${block}\n${text}`}
      </pre>
    </div>
  );
}

/** The cursor's position, following it a few times a second and at last exactly. */
function useSettledPosition(model: SessionModel): number {
  const revision = useView((state) => state.revision);
  const [position, setPosition] = useState(model.cursor.position);
  useEffect(() => {
    const timer = setTimeout(() => setPosition(model.cursor.position), REFRESH_MS);
    return () => clearTimeout(timer);
  }, [model, revision]);
  return Math.min(position, model.cursor.position);
}
