import { Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from '../app/use-translation.ts';
import { allocationHandleOf } from '../../electron/contract/core.ts';
import { free, freeSelected } from '../app/lab-commands.ts';
import { useEngine } from '../stores/engine-store.ts';
import { useView } from '../stores/view-store.ts';
import { targetAt, useCarried } from './carried-block.ts';
import { draggedBlock } from './dragged-block.ts';

/** Where a block is dropped to free it; a press frees the selected one. */
export function FreeTarget() {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  const selectedBlock = useView((state) => state.selectedBlock);
  const button = useRef<HTMLButtonElement>(null);
  const carriedOver = useCarried(
    ({ carried }) => carried !== null && button.current !== null && targetAt(carried.at) === button.current,
  );
  const live = useEngine((state) => state.status?.recording === false);
  if (!live) return null;
  return (
    <button
      ref={button}
      type="button"
      className={over || carriedOver ? 'free-target over' : 'free-target'}
      data-frees
      title="NdisFreeSharedMemory"
      aria-keyshortcuts="Delete"
      disabled={selectedBlock === null}
      data-testid="free-target"
      onClick={() => void freeSelected()}
      onDragOver={(event) => {
        if (draggedBlock() === null) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        const block = draggedBlock();
        setOver(false);
        if (block === null) return;
        event.preventDefault();
        // The window takes dropped files; this is none.
        event.stopPropagation();
        void free(allocationHandleOf(block), 0);
      }}
    >
      <Trash2 size={14} aria-hidden="true" />
      {selectedBlock === null ? t('form.freeHint') : t('form.freeBlock', { block: selectedBlock })}
    </button>
  );
}
