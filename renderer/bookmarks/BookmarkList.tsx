import { Trash2 } from 'lucide-react';
import { useTranslation } from '../app/use-translation.ts';
import { openDialog } from '../app/environment.ts';
import { useFormat } from '../app/format.ts';
import { goToBookmark, noteBookmark, removeBookmark, useBookmarks } from '../stores/bookmarks.ts';
import { setLoop } from '../stores/loop.ts';
import './bookmarks.css';

/** All bookmarks of the session, with a note each. */
export function BookmarkList() {
  const { t } = useTranslation();
  const format = useFormat();
  const bookmarks = useBookmarks((state) => state.bookmarks);
  if (bookmarks.length === 0) return <p className="dim">{t('bookmarks.none')}</p>;
  return (
    <ol className="bookmark-list" data-testid="bookmark-list">
      {bookmarks.map((mark) => {
        const { seq, endSeq, note } = mark;
        const name =
          endSeq === undefined
            ? t('bookmarks.event', { seq: format.integer(seq + 1) })
            : t('bookmarks.range', { from: format.integer(seq + 1), to: format.integer(endSeq + 1) });
        return (
          <li key={`${seq} ${endSeq ?? ''}`}>
            <button
              type="button"
              className="link mono"
              onClick={() => {
                openDialog(null);
                goToBookmark(seq);
                if (endSeq !== undefined) setLoop(seq, endSeq + 1);
              }}
            >
              {name}
            </button>
            <input
              aria-label={t('bookmarks.note', { name })}
              placeholder={t('bookmarks.placeholder')}
              maxLength={500}
              value={note}
              onChange={(event) => noteBookmark(mark, event.target.value)}
            />
            <button
              type="button"
              className="icon"
              aria-label={t('bookmarks.remove', { name })}
              onClick={() => removeBookmark(mark)}
            >
              <Trash2 size={14} />
            </button>
          </li>
        );
      })}
    </ol>
  );
}
