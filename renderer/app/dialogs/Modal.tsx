import { Dialog } from '@base-ui/react/dialog';
import { type ReactNode } from 'react';
import { useTranslation } from '../use-translation.ts';

interface ModalProps {
  readonly open: boolean;
  readonly title: string;
  readonly onClose: () => void;
  /** Further class of the box, where it is not as narrow as most. */
  readonly className?: string;
  readonly testId?: string;
  readonly children: ReactNode;
}

/** A box over the window with a title and a way to close it. */
export function Modal({ open, title, onClose, className = '', testId, children }: ModalProps) {
  const { t } = useTranslation();
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className={`dialog ${className}`} data-testid={testId}>
          <Dialog.Title className="dialog-title">{title}</Dialog.Title>
          {children}
          <Dialog.Close className="button dialog-close">{t('dialog.close')}</Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
