import { Dialog } from '@base-ui/react/dialog';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DecodeDialog } from '../decoder/DecodeDialog.tsx';
import { ScriptDialog } from '../script-editor/ScriptDialog.tsx';
import { BookmarkList } from '../bookmarks/BookmarkList.tsx';
import { ChangeProviderForm } from '../providers/ChangeProviderForm.tsx';
import { NewSessionForm } from './NewSessionForm.tsx';
import { openDialog, useEnvironment } from './environment.ts';
import { SHORTCUTS } from './shortcuts.ts';

export function Dialogs() {
  const { t } = useTranslation();
  const dialog = useEnvironment((state) => state.dialog);
  const close = (): void => openDialog(null);
  return (
    <>
      <Modal open={dialog === 'newSession'} title={t('newSession.title')} onClose={close}>
        <NewSessionForm onDone={close} />
      </Modal>
      <Modal open={dialog === 'changeProvider'} title={t('providers.change')} onClose={close}>
        <ChangeProviderForm onDone={close} />
      </Modal>
      <DecodeDialog open={dialog === 'decode'} onClose={close} />
      <ScriptDialog open={dialog === 'script'} onClose={close} />
      <Modal open={dialog === 'bookmarks'} title={t('bookmarks.title')} onClose={close}>
        <BookmarkList />
      </Modal>
      <Modal open={dialog === 'shortcuts'} title={t('shortcuts.title')} onClose={close}>
        <ShortcutSheet />
      </Modal>
      <Modal open={dialog === 'about'} title={t('about.title')} onClose={close}>
        <About />
      </Modal>
    </>
  );
}

interface ModalProps {
  readonly open: boolean;
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

function Modal({ open, title, onClose, children }: ModalProps) {
  const { t } = useTranslation();
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="dialog">
          <Dialog.Title className="dialog-title">{title}</Dialog.Title>
          {children}
          <Dialog.Close className="button dialog-close">{t('dialog.close')}</Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function ShortcutSheet() {
  const { t } = useTranslation();
  return (
    <table className="shortcuts">
      <tbody>
        {SHORTCUTS.map(({ id, keys }) => (
          <tr key={id}>
            <td>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </td>
            <td>{t(`shortcuts.${id}`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function About() {
  const { t } = useTranslation();
  const bootstrap = useEnvironment((state) => state.bootstrap);
  if (bootstrap === null) return null;
  const { app, electron, chrome, node } = bootstrap.versions;
  return (
    <div className="about">
      <p>{t('about.what')}</p>
      <p>{t('about.model')}</p>
      <table className="parameters">
        <tbody>
          {Object.entries({
            'NDIS Shared Memory Lab': app,
            Electron: electron,
            Chromium: chrome,
            'Node.js': node,
          }).map(([name, version]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="mono">{version}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {bootstrap.fallbackElectron && <p className="alarm">{t('about.fallback', { version: electron })}</p>}
      <p className="dim">{t('about.licence')}</p>
    </div>
  );
}
