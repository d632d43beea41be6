import {
  headerSizeFor,
  MM_ANY_NODE_OK,
  NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS,
  type RequestDescription,
  revisionFor,
  usualSgListBufferLength,
} from '../../electron/contract/core.ts';
import { type SessionInfo } from '../../electron/contract/schemas.ts';
import { type AllocateFields } from './form-fields.ts';

/** The form as it would have been filled to make this request; what is usual stays empty, as a caller would leave it. */
export function fieldsOfRequest(
  request: RequestDescription,
  irql: number,
  version: SessionInfo['ndisVersion'],
): AllocateFields {
  const { headerRevision, headerSize, sgListBufferLength, lengthBytes, preferredNode } = request;
  const unlessUsual = (value: number, usual: number): string => (value === usual ? '' : String(value));
  return {
    length: String(lengthBytes),
    usage: request.usage,
    queueId: String(request.queueId),
    preferredNode: preferredNode === MM_ANY_NODE_OK ? 'any' : String(preferredNode),
    contiguous: (request.flags & NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS) !== 0,
    irql,
    sgListBufferLength: unlessUsual(sgListBufferLength, usualSgListBufferLength(lengthBytes)),
    headerRevision: unlessUsual(headerRevision, revisionFor(version)),
    headerSize: unlessUsual(headerSize, headerSizeFor(headerRevision)),
    vportId: String(request.vportId),
  };
}
