import { irqlName, MM_ANY_NODE_OK, usageShortName } from '../../electron/contract/core.ts';
import { type AllocateRequest } from '../../electron/contract/schemas.ts';
import { type Format } from '../app/format.ts';

/** A member of a request that is not as it was. */
interface Change {
  readonly member: string;
  readonly to: string;
}

const hex = (value: number): string => '0x' + value.toString(16);

const MEMBERS: Readonly<
  Record<keyof AllocateRequest, readonly [name: string, show: (value: number, format: Format) => string]>
> = {
  headerType: ['Header.Type', hex],
  headerRevision: ['Header.Revision', String],
  headerSize: ['Header.Size', String],
  flags: ['Flags', hex],
  queueId: ['QueueId', String],
  preferredNode: ['PreferredNode', (value) => (value === MM_ANY_NODE_OK ? 'MM_ANY_NODE_OK' : String(value))],
  usage: ['Usage', usageShortName],
  lengthBytes: ['Length', (value, format) => format.integer(value)],
  sgListBufferLength: ['SGListBufferLength', (value, format) => format.integer(value)],
  vportId: ['VPortId', String],
  irql: ['IRQL', irqlName],
};

/** The members in which one request differs from another, as Windows spells them, with their new values. */
export function changedMembers(
  before: AllocateRequest,
  after: AllocateRequest,
  format: Format,
): readonly Change[] {
  const keys = Object.keys(MEMBERS) as (keyof AllocateRequest)[];
  return (
    keys
      .filter((key) => before[key] !== after[key])
      // The list's length follows from Length for every caller that brings the usual one.
      .filter((key) => key !== 'sgListBufferLength' || before.lengthBytes === after.lengthBytes)
      .map((key) => ({ member: MEMBERS[key][0], to: MEMBERS[key][1](after[key], format) }))
  );
}
