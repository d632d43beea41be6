import { EXPORT_FORMATS, SAMPLE_IDS } from '../../../electron/contract/schemas.ts';
import { useEngine } from '../../stores/engine-store.ts';
import { exportListedCalls, listsSome } from '../../statuses/calls-tab.ts';
import { openDialog } from '../environment.ts';
import { clearRecents, exportSession, openSample, openTrace, saveSession } from '../lab-commands.ts';
import { type Command } from './command.ts';
import { openPictureMenu } from '../../pictures/picture-menu-store.ts';

export const FILE_COMMANDS: readonly Command[] = [
  {
    id: 'newSession',
    group: 'file',
    keys: ['Ctrl+N'],
    run: () => openDialog('newSession'),
  },
  { id: 'openTrace', group: 'file', keys: ['Ctrl+O'], run: () => void openTrace(false) },
  { id: 'openTraceAsRecorded', group: 'file', run: () => void openTrace(true) },
  {
    id: 'clearRecents',
    group: 'file',
    enabled: () => useEngine.getState().recents.length > 0,
    run: () => void clearRecents(),
  },
  { id: 'save', group: 'file', keys: ['Ctrl+S'], run: () => void saveSession() },
  ...EXPORT_FORMATS.map((format): Command => ({
    id: `export-${format}`,
    group: 'file',
    enabled: () => useEngine.getState().status?.exporting === null,
    run: () => void exportSession(format),
  })),
  {
    id: 'exportListed',
    group: 'file',
    enabled: () => listsSome() && useEngine.getState().status?.exporting === null,
    run: exportListedCalls,
  },
  { id: 'picture', group: 'file', keys: ['Ctrl+Shift+S'], anywhere: true, run: openPictureMenu },
  ...SAMPLE_IDS.map((sample): Command => ({
    id: `sample-${sample}`,
    group: 'file',
    run: () => void openSample(sample, false),
  })),
  { id: 'sampleAsRecorded', group: 'file', run: () => void openSample('ftrace', true) },
];
