import { Contrast, Minimize2, Pause, Play, StepBack, StepForward } from 'lucide-react';
import { type ReactNode } from 'react';
import { useTranslation } from '../use-translation.ts';
import { Inspector } from '../../inspector/Inspector.tsx';
import { useEngine } from '../../stores/engine-store.ts';
import { step, togglePlay } from '../../stores/playback.ts';
import { useView } from '../../stores/view-store.ts';
import { useFormat } from '../format.ts';
import { MapPanel } from '../MapPanel.tsx';
import { KeyOverlay } from './KeyOverlay.tsx';
import { PresentedLesson } from './PresentedLesson.tsx';
import { present, toggleContrast, usePresenting } from './presenting-store.ts';
import { SelectionSpotlight } from './SelectionSpotlight.tsx';
import './presenting.css';
import { PictureMenu } from '../../pictures/PictureMenu.tsx';

/** What an audience sees: the map with light on what is selected, the inspector, and what is being told. */
export function PresentingView() {
  return (
    <div className="presenting" data-testid="presenting">
      <Head />
      <main className="presenting-stage">
        <div className="presenting-map">
          <MapPanel />
          <SelectionSpotlight />
        </div>
        <div className="side">
          <Inspector />
        </div>
      </main>
      <PresentedLesson />
      <KeyOverlay />
    </div>
  );
}

/** Where the view is, and what the person in front needs at hand. */
function Head() {
  const { t } = useTranslation();
  const format = useFormat();
  const { position, length, playing, following, model } = useView();
  const running = useEngine((state) => state.status?.state === 'running');
  const contrast = usePresenting((state) => state.contrast);
  const moving = playing || (following && running);
  return (
    <header className="presenting-head">
      <h1>{model?.info.name}</h1>
      <span className="mono" data-testid="position">
        {t('presenting.position', {
          position: format.integer(position),
          length: format.integer(length),
        })}
      </span>
      <span className="spacer" />
      <Tool label={t('commands.stepBack')} icon={<StepBack size={15} />} onUse={() => step(-1)} />
      <Tool
        label={t(moving ? 'transport.pause' : 'transport.play')}
        icon={moving ? <Pause size={15} /> : <Play size={15} />}
        onUse={togglePlay}
      />
      <Tool label={t('commands.stepOn')} icon={<StepForward size={15} />} onUse={() => step(1)} />
      <Tool
        label={t('presenting.contrast')}
        icon={<Contrast size={15} />}
        pressed={contrast}
        onUse={toggleContrast}
      />
      <PictureMenu place="window" />
      <Tool label={t('presenting.leave')} icon={<Minimize2 size={15} />} onUse={() => void present(false)} />
    </header>
  );
}

interface ToolProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly pressed?: boolean;
  readonly onUse: () => void;
}

function Tool({ label, icon, pressed, onUse }: ToolProps) {
  return (
    <button
      type="button"
      className="icon"
      aria-label={label}
      aria-pressed={pressed}
      title={label}
      onClick={onUse}
    >
      {icon}
    </button>
  );
}
