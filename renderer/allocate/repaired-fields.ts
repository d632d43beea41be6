import { NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS } from '../../electron/contract/core.ts';
import { type AllocateRequest } from '../../electron/contract/schemas.ts';
import { type AllocateFields } from './form-fields.ts';

/** Members that were put right, as a person would type them. The list's length is left to follow Length again. */
export function repairedFields(repair: Partial<AllocateRequest>): Partial<AllocateFields> {
  const fields: { -readonly [Name in keyof AllocateFields]?: AllocateFields[Name] } = {};
  if (repair.irql !== undefined) fields.irql = repair.irql;
  if (repair.usage !== undefined) fields.usage = repair.usage;
  if (repair.lengthBytes !== undefined) fields.length = String(repair.lengthBytes);
  if (repair.queueId !== undefined) fields.queueId = String(repair.queueId);
  if (repair.vportId !== undefined) fields.vportId = String(repair.vportId);
  if (repair.headerRevision !== undefined) fields.headerRevision = '';
  if (repair.headerSize !== undefined) fields.headerSize = '';
  if (repair.sgListBufferLength !== undefined) fields.sgListBufferLength = '';
  if (repair.flags !== undefined) {
    fields.contiguous = (repair.flags & NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS) !== 0;
  }
  return fields;
}
