import {
  Bookmark,
  BookmarkCheck,
  Pause,
  Play,
  SkipBack,
  SkipForward,
  StepBack,
  StepForward,
} from 'lucide-react';
import { type ReactNode } from 'react';
import { useTranslation } from '../app/use-translation.ts';
import { LoopControls } from './LoopControls.tsx';
import { openDialog } from '../app/environment.ts';
import { useFormat } from '../app/format.ts';
import { isMoment, toggleBookmark, useBookmarks } from '../stores/bookmarks.ts';
import { useEngine } from '../stores/engine-store.ts';
import { follow, seek, setSpeed, step, stepToNotable, togglePlay } from '../stores/playback.ts';
import { type Speed, SPEEDS, useView } from '../stores/view-store.ts';
import { pictured } from '../pictures/parts.ts';

/** Moves through time: the cursor over the log, never the engine. */
export function Transport() {
  const { t } = useTranslation();
  return (
    <section
      className="panel transport"
      {...pictured('transport')}
      aria-label={t('transport.title')}
      data-testid="transport"
    >
      <Moment />
      <MoveButtons />
      <LoopControls />
      <Place />
    </section>
  );
}

/** Which event the cursor is at, of how many. */
function Moment() {
  const { t } = useTranslation();
  const format = useFormat();
  const position = useView((state) => state.position);
  const length = useView((state) => state.length);
  return (
    <header className="panel-head">
      <h2 className="position" data-testid="position">
        {t('transport.position', { position: format.integer(position) })}
      </h2>
      <BookmarkButtons />
      <span className="dim">{t('transport.of', { length: format.integer(length) })}</span>
    </header>
  );
}

/** They stay as they are while events pass. */
function MoveButtons() {
  const { t } = useTranslation();
  const speed = useView((state) => state.speed);
  const playing = useView((state) => state.playing);
  const following = useView((state) => state.following);
  const running = useEngine((state) => state.status?.state === 'running');
  const moving = playing || (following && running);
  return (
    <>
      <div className="buttons">
        <IconButton
          label={t('transport.first')}
          keys="Home"
          onClick={() => seek(0)}
          icon={<SkipBack size={15} />}
        />
        <IconButton
          label={t('transport.back')}
          keys="←"
          onClick={() => step(-1)}
          icon={<StepBack size={15} />}
        />
        <IconButton
          label={t(moving ? 'transport.pause' : 'transport.play')}
          keys="Space"
          className="primary"
          onClick={togglePlay}
          icon={moving ? <Pause size={15} /> : <Play size={15} />}
        />
        <IconButton
          label={t('transport.step')}
          keys="→"
          onClick={() => step(1)}
          icon={<StepForward size={15} />}
        />
        <IconButton
          label={t('transport.last')}
          keys="End"
          onClick={follow}
          icon={<SkipForward size={15} />}
        />
        <select
          aria-label={t('transport.speed')}
          title={t('transport.speed')}
          value={speed}
          onChange={(event) => setSpeed(Number(event.target.value) as Speed)}
        >
          {SPEEDS.map((option) => (
            <option key={option} value={option}>
              {option === 0 ? t('transport.max') : `${option}×`}
            </option>
          ))}
        </select>
      </div>
      <div className="buttons notable-buttons">
        <button type="button" onClick={() => stepToNotable(-1)} title="P">
          {t('transport.previousNotable')}
        </button>
        <button type="button" onClick={() => stepToNotable(1)} title="N">
          {t('transport.nextNotable')}
        </button>
      </div>
    </>
  );
}

/** Whether the cursor is at the end, or how far before it. */
function Place() {
  const { t } = useTranslation();
  const format = useFormat();
  const following = useView((state) => state.following);
  const unseen = useView((state) => (state.following ? 0 : state.length - state.position));
  const running = useEngine((state) => state.status?.state === 'running');
  return (
    <p className="dim hint">
      {!following && unseen > 0 ? (
        <button type="button" className="link" onClick={follow}>
          {t('transport.unseen', { count: unseen, shown: format.integer(unseen) })}
        </button>
      ) : (
        t(running ? 'transport.live' : 'transport.atEnd')
      )}
    </p>
  );
}

/** Marks the event before the cursor; beside it the way to all marks. */
function BookmarkButtons() {
  const { t } = useTranslation();
  const bookmarks = useBookmarks((state) => state.bookmarks);
  const marked = useView(({ position }) => bookmarks.some((mark) => isMoment(mark, position - 1)));
  const atStart = useView(({ position }) => position === 0);
  return (
    <span className="bookmark-buttons">
      <button
        type="button"
        className="icon"
        aria-label={t('bookmarks.toggle')}
        aria-pressed={marked}
        title={`${t('bookmarks.toggle')} (M)`}
        disabled={atStart}
        data-testid="toggle-bookmark"
        onClick={toggleBookmark}
      >
        {marked ? <BookmarkCheck size={14} /> : <Bookmark size={14} />}
      </button>
      {bookmarks.length > 0 && (
        <button
          type="button"
          className="link"
          title={t('bookmarks.title')}
          data-testid="show-bookmarks"
          onClick={() => openDialog('bookmarks')}
        >
          {bookmarks.length}
        </button>
      )}
    </span>
  );
}

interface IconButtonProps {
  readonly label: string;
  readonly keys: string;
  readonly icon: ReactNode;
  readonly className?: string;
  readonly onClick: () => void;
}

function IconButton({ label, keys, icon, className = '', onClick }: IconButtonProps) {
  return (
    <button
      type="button"
      className={`icon ${className}`}
      aria-label={label}
      title={`${label} (${keys})`}
      onClick={onClick}
    >
      {icon}
    </button>
  );
}
