import { Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { openDialog } from '../app/environment.ts';
import { useFormat } from '../app/format.ts';
import { goToBookmark, noteBookmark, removeBookmark, useBookmarks } from '../stores/bookmarks.ts';
import './bookmarks.css';

/** All bookmarks of the session, with a note each. */
export function BookmarkList() {
  const { t } = useTranslation();
  const format = useFormat();
  const bookmarks = useBookmarks((state) => state.bookmarks);
  if (bookmarks.length === 0) return <p className="dim">{t('bookmarks.none')}</p>;
  return (
    <ol className="bookmark-list" data-testid="bookmark-list">
      {bookmarks.map(({ seq, note }) => (
        <li key={seq}>
          <button
            type="button"
            className="link mono"
            onClick={() => {
              openDialog(null);
              goToBookmark(seq);
            }}
          >
            {t('bookmarks.event', { seq: format.integer(seq + 1) })}
          </button>
          <input
            aria-label={t('bookmarks.note', { seq: format.integer(seq + 1) })}
            placeholder={t('bookmarks.placeholder')}
            maxLength={500}
            value={note}
            onChange={(event) => noteBookmark(seq, event.target.value)}
          />
          <button
            type="button"
            className="icon"
            aria-label={t('bookmarks.remove', { seq: format.integer(seq + 1) })}
            onClick={() => removeBookmark(seq)}
          >
            <Trash2 size={14} />
          </button>
        </li>
      ))}
    </ol>
  );
}
