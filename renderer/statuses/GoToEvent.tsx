import { useState } from 'react';
import { useTranslation } from '../app/use-translation.ts';
import { parseNumber } from '../app/parse-number.ts';
import { seek } from '../stores/playback.ts';
import { selectEvent } from '../stores/view-store.ts';

/** A number and Enter: to that event, with the cursor behind it. */
export function GoToEvent({ length }: { readonly length: number }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const seq = parseNumber(text);
  const known = seq !== null && seq < length;
  return (
    <input
      className="mono go-to-event"
      aria-label={t('calls.goTo')}
      title={t('calls.goTo')}
      placeholder="#"
      value={text}
      aria-invalid={text !== '' && !known}
      data-testid="go-to-event"
      onChange={(event) => setText(event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !known) return;
        seek(seq + 1);
        selectEvent(seq);
      }}
    />
  );
}
