import { Menu } from '@base-ui/react/menu';
import { Binary, FolderOpen, Pause, Play, Plus, Search, Square } from 'lucide-react';
import { useTranslation } from './use-translation.ts';
import { BranchMenu } from '../branches/BranchMenu.tsx';
import { useEngine } from '../stores/engine-store.ts';
import { useView } from '../stores/view-store.ts';
import { KeyCaps } from './commands/KeyCaps.tsx';
import { openDialog } from './environment.ts';
import { useFormat } from './format.ts';
import { controlEngine, openSample, openTrace, setPace, startDemonstration } from './lab-commands.ts';
import { RouteNav } from './RouteNav.tsx';
import { PictureMenu } from '../pictures/PictureMenu.tsx';

/** Engine steps a second that can be chosen; 0 stands for as fast as possible. */
const PACES = [50, 200, 400, 2000, 10_000, 0] as const;

const SCENARIO_SAMPLES = ['vmqRamp', 'fragmentation', 'numaFallback'] as const;

export function TopBar() {
  const { t } = useTranslation();
  const name = useView((state) => state.model?.info.name ?? '');
  const unsaved = useEngine((state) => state.status?.unsaved === true);
  return (
    <header className="top-bar">
      <h1>NDIS Shared Memory Lab</h1>
      <span className="session-name" title={name}>
        {name}
      </span>
      {unsaved && (
        <span className="unsaved" role="img" aria-label={t('top.unsaved')} title={t('top.unsaved')}>
          •
        </span>
      )}
      <RouteNav />
      <BranchMenu />
      <EngineControls />
      <span className="spacer" />
      <button
        type="button"
        className="search-field"
        aria-label={t('top.search')}
        aria-keyshortcuts="Control+K"
        data-testid="search"
        onClick={() => openDialog('palette')}
      >
        <Search size={14} aria-hidden="true" /> <span className="search-words">{t('top.search')}</span>
        <KeyCaps keys="Ctrl+K" />
      </button>
      <PictureMenu place="window" />
      <button
        type="button"
        aria-label={t('top.newSession')}
        title={`${t('top.newSession')} (Ctrl+N)`}
        onClick={() => openDialog('newSession')}
      >
        <Plus size={14} aria-hidden="true" /> <span className="label-wide">{t('top.newSession')}</span>
      </button>
      <ImportMenu />
      <button
        type="button"
        aria-label={t('top.decode')}
        title={`${t('top.decode')} (B)`}
        aria-keyshortcuts="B"
        data-testid="decode"
        onClick={() => openDialog('decode')}
      >
        <Binary size={14} aria-hidden="true" /> <span className="label-wide">{t('top.decode')}</span>
      </button>
      <button
        type="button"
        className="primary"
        aria-label={t('top.demonstration')}
        title={t('top.demonstration')}
        onClick={() => void startDemonstration()}
      >
        <Play size={14} aria-hidden="true" /> <span className="label-idle">{t('top.demonstration')}</span>
      </button>
    </header>
  );
}

/** What the engine is doing, and its brakes; drawn while a workload is under way. */
function EngineControls() {
  const { t } = useTranslation();
  const format = useFormat();
  const state = useEngine(({ status }) => status?.state ?? 'idle');
  const stepsPerSecond = useEngine(({ status }) => status?.stepsPerSecond ?? null);
  if (state === 'idle') return null;
  const running = state === 'running';
  return (
    <div className="engine-controls" role="group" aria-label={t('top.engine')} data-testid="engine-controls">
      <button
        type="button"
        aria-label={t(running ? 'top.pauseEngine' : 'top.resumeEngine')}
        title={t(running ? 'top.pauseEngine' : 'top.resumeEngine')}
        onClick={() => void controlEngine(running ? 'pause' : 'resume')}
      >
        {running ? <Pause size={13} aria-hidden="true" /> : <Play size={13} aria-hidden="true" />}{' '}
        <span className="label-wide">{t(running ? 'top.pauseEngine' : 'top.resumeEngine')}</span>
      </button>
      <button
        type="button"
        aria-label={t('top.stopEngine')}
        title={t('top.stopEngine')}
        onClick={() => void controlEngine('stop')}
      >
        <Square size={13} aria-hidden="true" />
      </button>
      <select
        aria-label={t('top.pace')}
        title={t('top.pace')}
        value={stepsPerSecond ?? 0}
        onChange={(event) =>
          void setPace(Number(event.target.value) === 0 ? null : Number(event.target.value))
        }
      >
        {pacesWith(stepsPerSecond ?? 0).map((pace) => (
          <option key={pace} value={pace}>
            {pace === 0 ? t('top.paceMax') : t('top.paceValue', { pace: format.integer(pace) })}
          </option>
        ))}
      </select>
    </div>
  );
}

/** A pace that none of them is, such as one that was set from outside, is named too: the list would say another. */
const pacesWith = (pace: number): readonly number[] =>
  PACES.some((offered) => offered === pace) ? PACES : [pace, ...PACES];

function ImportMenu() {
  const { t } = useTranslation();
  return (
    <Menu.Root>
      <Menu.Trigger
        className="button"
        data-testid="import"
        aria-label={t('top.import')}
        title={t('top.import')}
      >
        <FolderOpen size={14} aria-hidden="true" /> <span className="label-wide">{t('top.import')}</span>
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="menu-positioner" sideOffset={4} align="end">
          <Menu.Popup className="menu">
            <Menu.Item className="menu-item" onClick={() => void openTrace(false)}>
              {t('top.openTrace')}
            </Menu.Item>
            <Menu.Item className="menu-item" onClick={() => void openTrace(true)}>
              {t('top.openTraceAsRecorded')}
            </Menu.Item>
            <Menu.Separator className="menu-separator" />
            <Menu.Item className="menu-item" onClick={() => void openSample('rep', false)}>
              {t('top.sampleRep')}
            </Menu.Item>
            <Menu.Item className="menu-item" onClick={() => void openSample('git', false)}>
              {t('top.sampleGit')}
            </Menu.Item>
            <Menu.Item className="menu-item" onClick={() => void openSample('ftrace', false)}>
              {t('top.sampleFtrace')}
            </Menu.Item>
            <Menu.Item className="menu-item" onClick={() => void openSample('ftrace', true)}>
              {t('top.sampleFtraceAsRecorded')}
            </Menu.Item>
            <Menu.Separator className="menu-separator" />
            {SCENARIO_SAMPLES.map((sample) => (
              <Menu.Item key={sample} className="menu-item" onClick={() => void openSample(sample, false)}>
                {t(`commands.sample-${sample}`)}
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
