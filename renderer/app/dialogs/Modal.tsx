import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ReactNode, useCallback, useRef } from 'react';
import { useTranslation } from '../use-translation.ts';
import { pictured, type PicturedPart } from '../../pictures/parts.ts';
import { PictureMenu } from '../../pictures/PictureMenu.tsx';

interface ModalProps {
  readonly open: boolean;
  readonly title: string;
  readonly onClose: () => void;
  /** Further class of the box, where it is not as narrow as most. */
  readonly className?: string;
  readonly testId?: string;
  /** What pictures of it are called. */
  readonly part: PicturedPart;
  readonly children: ReactNode;
}

/** What a dialog is opened for: the first thing in it that takes an answer. */
const ANSWERS = 'input, select, textarea';

/** A box over the window with a title and a way to close it. */
export function Modal({ open, title, onClose, className = '', testId, part, children }: ModalProps) {
  const { t } = useTranslation();
  const popup = useRef<HTMLDivElement>(null);
  const firstAnswer = useCallback(
    () =>
      popup.current?.querySelector<HTMLElement>(ANSWERS) ??
      popup.current?.querySelector<HTMLElement>('.dialog-close'),
    [],
  );
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup
          ref={popup}
          className={`dialog ${className}`}
          initialFocus={firstAnswer}
          data-testid={testId}
          {...pictured(part)}
        >
          <header className="dialog-head">
            <Dialog.Title className="dialog-title">{title}</Dialog.Title>
            <PictureMenu place="dialog" />
            <Dialog.Close
              className="button icon dialog-close"
              aria-label={t('dialog.close')}
              title={`${t('dialog.close')} (Esc)`}
            >
              <X size={15} aria-hidden="true" />
            </Dialog.Close>
          </header>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
