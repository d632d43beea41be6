import { GitBranchPlus } from 'lucide-react';
import { useTranslation } from '../app/use-translation.ts';
import { type EventDescription } from '../../electron/contract/core.ts';
import { type SessionInfo } from '../../electron/contract/schemas.ts';
import { fieldsOfRequest } from '../allocate/fields-of-request.ts';
import { branchBefore } from '../branches/branch-commands.ts';
import { useEngine } from '../stores/engine-store.ts';

interface TryDifferentlyProps {
  readonly event: EventDescription;
  readonly info: SessionInfo;
}

/** Goes back to before the call, in a branch of its own, with its request in the form. */
export function TryDifferently({ event, info }: TryDifferentlyProps) {
  const { t } = useTranslation();
  const recording = useEngine((state) => state.status?.recording !== false);
  const { request } = event;
  if (recording || request === null || event.op !== 'allocate') return null;
  const fields = fieldsOfRequest(request, event.irql, info.ndisVersion);
  return (
    <div className="block-actions">
      <button
        type="button"
        title={t('branches.differentlyHint')}
        data-testid="try-differently"
        onClick={() => void branchBefore(event.seq, fields, info.mode)}
      >
        <GitBranchPlus size={13} aria-hidden="true" /> {t('branches.differently')}
      </button>
    </div>
  );
}
