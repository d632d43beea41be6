import { ArrowLeftRight, LocateFixed } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from '../app/use-translation.ts';
import { useFormat } from '../app/format.ts';
import { parseNumber } from '../app/parse-number.ts';
import { useBookmarks } from '../stores/bookmarks.ts';
import { setMoment, type Side, swapMoments, takeCursor } from '../stores/compare-store.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { useView } from '../stores/view-store.ts';
import { MomentTrack } from './MomentTrack.tsx';

interface MomentPickersProps {
  readonly model: SessionModel;
  readonly a: number;
  readonly b: number;
}

/** Which two moments are compared: typed, from the cursor, from a bookmark or drawn along the session; and the two exchanged. */
export function MomentPickers({ model, a, b }: MomentPickersProps) {
  const { t } = useTranslation();
  return (
    <header className="compare-head">
      <MomentPicker key={`a${a}`} side="a" position={a} />
      <button
        type="button"
        className="icon"
        aria-label={t('commands.swapMoments')}
        title={`${t('commands.swapMoments')} (X)`}
        onClick={swapMoments}
      >
        <ArrowLeftRight size={15} aria-hidden="true" />
      </button>
      <MomentPicker key={`b${b}`} side="b" position={b} />
      <MomentTrack model={model} moments={{ a, b }} />
    </header>
  );
}

function MomentPicker({ side, position }: { readonly side: Side; readonly position: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const length = useView((state) => state.length);
  const bookmarks = useBookmarks((state) => state.bookmarks);
  const [typed, setTyped] = useState(String(position));
  const asked = parseNumber(typed);
  const wrong = asked === null || asked > length;
  const name = side.toUpperCase();
  const take = (): void => {
    if (!wrong) setMoment(side, asked);
  };
  return (
    <div className="moment" role="group" aria-label={t('compare.moment', { side: name })}>
      <strong>{name}</strong>
      <label>
        <span className="dim">{t('compare.afterEvents')}</span>
        <input
          className="mono"
          inputMode="numeric"
          value={typed}
          aria-invalid={wrong}
          title={t('compare.range', { length: format.integer(length) })}
          data-testid={`moment-${side}`}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={take}
          onKeyDown={(event) => {
            if (event.key === 'Enter') take();
          }}
        />
      </label>
      <button
        type="button"
        className="icon"
        aria-label={t(`commands.moment-${side}`)}
        title={`${t(`commands.moment-${side}`)} (Shift ${name})`}
        onClick={() => takeCursor(side)}
      >
        <LocateFixed size={15} aria-hidden="true" />
      </button>
      {bookmarks.length > 0 && (
        <select
          aria-label={t('compare.bookmark', { side: name })}
          value=""
          onChange={(event) => setMoment(side, Number(event.target.value))}
        >
          <option value="" disabled>
            {t('compare.fromBookmark')}
          </option>
          {bookmarks.map(({ seq, note }, index) => (
            <option key={index} value={seq + 1}>
              {`${format.integer(seq)} ${note}`}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}
