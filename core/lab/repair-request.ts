import { PAGE_SIZE } from '../memory/units.ts';
import {
  NDIS_OBJECT_TYPE_DEFAULT,
  NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS,
  NdisSharedMemoryUsageReceive,
  PASSIVE_LEVEL,
  type NdisVersion,
} from '../ndis/constants.ts';
import { headerSizeFor, revisionFor, usualSgListBufferLength } from '../ndis/shared-memory-parameters.ts';
import { type ManualRequest } from './manual-calls.ts';

/** What a repair has to know of the machine: owners that memory can be allocated for. */
export interface RepairContext {
  readonly ndisVersion: NdisVersion;
  /** A queue in use, 0 for the default queue. */
  readonly queueId: number;
  /** A VPort in use, 0 where there is none. */
  readonly vportId: number;
}

/**
 * The smallest change after which the request keeps the rule that it broke: what a well-behaved caller would have
 * passed in the member that the rule speaks of. Null where no member of the request can mend it.
 */
export function repairRequest(
  rule: string,
  request: ManualRequest,
  context: RepairContext,
): Partial<ManualRequest> | null {
  const revision = revisionFor(context.ndisVersion);
  switch (rule) {
    case 'A1':
      return { irql: PASSIVE_LEVEL };
    case 'A7':
      return { headerType: NDIS_OBJECT_TYPE_DEFAULT };
    case 'A8':
    case 'A10':
      return { headerRevision: revision, headerSize: headerSizeFor(revision) };
    case 'A9':
      return { headerSize: headerSizeFor(request.headerRevision) };
    case 'A11':
      return { flags: request.flags & NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS };
    case 'A12':
    case 'A13':
      return { queueId: context.queueId };
    case 'A15':
    case 'A16':
      return { usage: NdisSharedMemoryUsageReceive };
    case 'A17':
      return { lengthBytes: PAGE_SIZE, sgListBufferLength: usualSgListBufferLength(PAGE_SIZE) };
    case 'A18':
    case 'A19':
    case 'A20':
    case 'A21':
      return { sgListBufferLength: usualSgListBufferLength(request.lengthBytes) };
    case 'A23':
      return { vportId: 0 };
    case 'A24':
    case 'A25':
    case 'A26':
      if (context.vportId === 0) return null;
      return {
        queueId: 0,
        vportId: context.vportId,
        // Revision 1 ends before the member.
        ...(request.headerRevision < revision && {
          headerRevision: revision,
          headerSize: headerSizeFor(revision),
        }),
      };
    default:
      return null;
  }
}
