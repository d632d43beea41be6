import { branchAtCursor, goOn } from '../../branches/branch-commands.ts';
import { useEngine } from '../../stores/engine-store.ts';
import { goTo } from '../../stores/route-store.ts';
import { show } from '../../stores/shown-store.ts';
import { useView } from '../../stores/view-store.ts';
import { openDialog } from '../environment.ts';
import { controlEngine, openQueue, startDemonstration } from '../lab-commands.ts';
import { type Command } from './command.ts';

const engineIs =
  (...states: readonly ('idle' | 'running' | 'paused')[]) =>
  (): boolean => {
    const state = useEngine.getState().status?.state;
    return state !== undefined && states.includes(state);
  };

/** There is an engine behind what is shown. */
const live = (): boolean => useEngine.getState().status?.recording === false;

/** The table comes into view by itself when the measurement begins. */
function measurePolicies(): void {
  goTo('explore');
  show('figures');
  void window.lab.measurePolicies({ action: 'start' });
}

export const SESSION_COMMANDS: readonly Command[] = [
  { id: 'demonstration', group: 'session', run: () => void startDemonstration() },
  {
    id: 'pauseEngine',
    group: 'session',
    enabled: engineIs('running'),
    run: () => void controlEngine('pause'),
  },
  {
    id: 'resumeEngine',
    group: 'session',
    enabled: engineIs('paused'),
    run: () => void controlEngine('resume'),
  },
  {
    id: 'stopEngine',
    group: 'session',
    enabled: engineIs('running', 'paused'),
    run: () => void controlEngine('stop'),
  },
  { id: 'openQueue', group: 'session', enabled: live, run: () => void openQueue() },
  { id: 'changeProvider', group: 'session', enabled: live, run: () => openDialog('changeProvider') },
  {
    id: 'measurePolicies',
    group: 'session',
    enabled: () => useView.getState().model?.hasBlocks === true,
    run: measurePolicies,
  },
  { id: 'script', group: 'session', keys: ['E'], run: () => openDialog('script') },
  { id: 'decode', group: 'session', keys: ['B'], run: () => openDialog('decode') },
  {
    id: 'goOn',
    group: 'session',
    enabled: () => useEngine.getState().status?.goesOn === 'possible',
    run: () => void goOn(),
  },
  { id: 'branch', group: 'session', enabled: live, run: () => void branchAtCursor() },
];
