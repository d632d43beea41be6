import { Dialog } from '@base-ui/react/dialog';
import { type ReactNode } from 'react';
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

/** A box over the window with a title and a way to close it. */
export function Modal({ open, title, onClose, className = '', testId, part, children }: ModalProps) {
  const { t } = useTranslation();
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className={`dialog ${className}`} data-testid={testId} {...pictured(part)}>
          <Dialog.Title className="dialog-title">{title}</Dialog.Title>
          <PictureMenu place="dialog" />
          {children}
          <Dialog.Close className="button dialog-close">{t('dialog.close')}</Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
