import { useTranslation } from '../app/use-translation.ts';
import { type EventDescription } from '../../electron/contract/core.ts';
import { dragsBlock } from '../allocate/dragged-block.ts';
import { free } from '../app/lab-commands.ts';
import { useFormat } from '../app/format.ts';
import { mapHandle } from '../stores/map-handle.ts';
import { seek } from '../stores/playback.ts';
import { selectEvent } from '../stores/view-store.ts';

interface BlockActionsProps {
  readonly event: EventDescription;
  /** The event that ended the block, -1 while it lives. */
  readonly endSeq: number;
}

/** What can be done with the selected block. Freeing twice is allowed: NDIS's answer is the lesson. */
export function BlockActions({ event, endSeq }: BlockActionsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const recorded = event.op === 'recordedAllocate' || event.op === 'recordedFree';
  const { allocationHandle } = event;
  return (
    <div className="block-actions">
      {!recorded && allocationHandle !== null && (
        <button
          type="button"
          className="mono"
          title={t('block.drag')}
          {...dragsBlock(event.block)}
          onClick={() => void free(allocationHandle, 0)}
        >
          NdisFreeSharedMemory
        </button>
      )}
      <button type="button" onClick={() => mapHandle.current?.focusBlock(event.block)}>
        {t('block.show')}
      </button>
      {endSeq >= 0 && endSeq !== event.seq && (
        <button
          type="button"
          className="link"
          onClick={() => {
            seek(endSeq + 1);
            selectEvent(endSeq);
          }}
        >
          {t('block.freedAt', { seq: format.integer(endSeq) })}
        </button>
      )}
    </div>
  );
}
