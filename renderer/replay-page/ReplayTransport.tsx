import { Pause, Play, SkipBack, SkipForward, StepBack, StepForward } from 'lucide-react';
import { useTranslation } from '../app/use-translation.ts';
import { useFormat } from '../app/format.ts';
import { follow, seek, setSpeed, step, stepToNotable, togglePlay } from '../stores/playback.ts';
import { SPEEDS, useView } from '../stores/view-store.ts';
import { IconButton } from './IconButton.tsx';

/** One line to move through the recording with. */
export function ReplayTransport() {
  const { t } = useTranslation();
  const format = useFormat();
  const { position, length, playing } = useView();
  return (
    <section className="replay-transport" aria-label={t('transport.title')} data-testid="transport">
      <div className="buttons">
        <IconButton label={t('transport.first')} keys="Home" onClick={() => seek(0)}>
          <SkipBack size={15} />
        </IconButton>
        <IconButton label={t('transport.back')} keys="←" onClick={() => step(-1)}>
          <StepBack size={15} />
        </IconButton>
        <IconButton
          label={t(playing ? 'transport.pause' : 'transport.play')}
          keys="Space"
          primary
          onClick={togglePlay}
        >
          {playing ? <Pause size={15} /> : <Play size={15} />}
        </IconButton>
        <IconButton label={t('transport.step')} keys="→" onClick={() => step(1)}>
          <StepForward size={15} />
        </IconButton>
        <IconButton label={t('transport.last')} keys="End" onClick={follow}>
          <SkipForward size={15} />
        </IconButton>
        <Speed />
      </div>
      <input
        type="range"
        className="scrubber"
        min={0}
        max={length}
        value={position}
        aria-label={t('timeline.scrub')}
        data-testid="scrubber"
        onChange={(event) => seek(Number(event.target.value))}
      />
      <p className="place">
        <b data-testid="position">{t('transport.position', { position: format.integer(position) })}</b>{' '}
        <span className="dim">{t('transport.of', { length: format.integer(length) })}</span>
      </p>
      <div className="buttons">
        <button type="button" className="small" title="P" onClick={() => stepToNotable(-1)}>
          {t('transport.previousNotable')}
        </button>
        <button type="button" className="small" title="N" onClick={() => stepToNotable(1)}>
          {t('transport.nextNotable')}
        </button>
      </div>
    </section>
  );
}

function Speed() {
  const { t } = useTranslation();
  const speed = useView((state) => state.speed);
  const choose = (text: string): void => {
    const chosen = SPEEDS.find((known) => String(known) === text);
    if (chosen !== undefined) setSpeed(chosen);
  };
  return (
    <select
      aria-label={t('transport.speed')}
      title={`${t('transport.speed')} (, .)`}
      value={speed}
      onChange={(event) => choose(event.target.value)}
    >
      {SPEEDS.map((option) => (
        <option key={option} value={option}>
          {option === 0 ? t('transport.max') : `${option}×`}
        </option>
      ))}
    </select>
  );
}
