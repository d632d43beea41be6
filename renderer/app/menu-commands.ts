import { EXPORT_FORMATS, menuCommand } from '../../electron/contract/schemas.ts';
import { mapHandle } from '../stores/map-handle.ts';
import { togglePlay } from '../stores/playback.ts';
import { toggleBookmark } from '../stores/bookmarks.ts';
import { exportSession, saveSession, startDemonstration } from './lab-commands.ts';
import { openDialog, useEnvironment } from './environment.ts';
import { setLanguage } from './words.ts';

/** Commands of the application menu. `preferences` says that the menu has changed them. */
export function runMenuCommand(command: string): void {
  if (command === 'preferences') {
    void refreshPreferences();
    return;
  }
  const format = EXPORT_FORMATS.find((known) => command === `export-${known}`);
  if (format !== undefined) void exportSession(format);
  const parsed = menuCommand.safeParse(command);
  if (!parsed.success) return;
  switch (parsed.data) {
    case 'demonstration':
      void startDemonstration();
      break;
    case 'save':
      void saveSession();
      break;
    case 'bookmark':
      toggleBookmark();
      break;
    case 'play-pause':
      togglePlay();
      break;
    case 'zoom-in':
      mapHandle.current?.zoomIn();
      break;
    case 'zoom-out':
      mapHandle.current?.zoomOut();
      break;
    case 'fit':
      mapHandle.current?.fit();
      break;
    case 'decode':
    case 'script':
    case 'shortcuts':
    case 'about':
      openDialog(parsed.data);
      break;
  }
}

async function refreshPreferences(): Promise<void> {
  const answer = await window.lab.bootstrap();
  if (!answer.ok) return;
  useEnvironment.setState({ bootstrap: answer.value });
  await setLanguage(answer.value.language);
}
