import { useTranslation } from '../use-translation.ts';
import { BookmarkList } from '../../bookmarks/BookmarkList.tsx';
import { DecodeDialog } from '../../decoder/DecodeDialog.tsx';
import { ChangeProviderForm } from '../../providers/ChangeProviderForm.tsx';
import { ScriptDialog } from '../../script-editor/ScriptDialog.tsx';
import { ShortcutSheet } from '../commands/ShortcutSheet.tsx';
import { openDialog, useEnvironment } from '../environment.ts';
import { NewSessionForm } from '../NewSessionForm.tsx';
import { Palette } from '../palette/Palette.tsx';
import { WelcomePage } from '../welcome/WelcomePage.tsx';
import { About } from './About.tsx';
import { Modal } from './Modal.tsx';
import { SettingsForm } from './SettingsForm.tsx';
import './dialogs.css';

/** Every dialog of the window; at most one is open. */
export function Dialogs() {
  const { t } = useTranslation();
  const dialog = useEnvironment((state) => state.dialog);
  const close = (): void => openDialog(null);
  return (
    <>
      <Modal part="newSession" open={dialog === 'newSession'} title={t('newSession.title')} onClose={close}>
        <NewSessionForm onDone={close} />
      </Modal>
      <Modal
        part="changeProvider"
        open={dialog === 'changeProvider'}
        title={t('providers.change')}
        onClose={close}
      >
        <ChangeProviderForm onDone={close} />
      </Modal>
      <DecodeDialog open={dialog === 'decode'} onClose={close} />
      <ScriptDialog open={dialog === 'script'} onClose={close} />
      <Modal part="bookmarks" open={dialog === 'bookmarks'} title={t('bookmarks.title')} onClose={close}>
        <BookmarkList />
      </Modal>
      <Palette open={dialog === 'palette'} onClose={close} />
      <Modal
        part="shortcuts"
        open={dialog === 'shortcuts'}
        title={t('shortcuts.title')}
        className="wide"
        testId="shortcut-sheet"
        onClose={close}
      >
        <ShortcutSheet />
      </Modal>
      <Modal
        part="settings"
        open={dialog === 'settings'}
        title={t('settings.title')}
        testId="settings"
        onClose={close}
      >
        <SettingsForm />
      </Modal>
      <WelcomePage open={dialog === 'welcome'} onClose={close} />
      <Modal
        part="about"
        open={dialog === 'about'}
        title={t('about.title')}
        className="about"
        testId="about"
        onClose={close}
      >
        <About />
      </Modal>
    </>
  );
}
