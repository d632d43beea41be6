import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type EventDescription,
  FIELD_OF_RULE,
  formatAddress,
  irqlName,
  MM_ANY_NODE_OK,
  NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS,
  ruleId,
  usageShortName,
} from '../../electron/contract/core.ts';
import { type Format, useFormat } from '../app/format.ts';
import { requestMembers } from './request-members.ts';

interface Member {
  readonly name: string;
  readonly value: ReactNode;
  readonly direction: 'in' | 'out' | null;
  readonly title?: string;
}

interface ParametersTableProps {
  readonly event: EventDescription;
  /** What can be done with the request, beside its heading. */
  readonly tools?: ReactNode;
}

/** SharedMemoryParameters as the caller filled it and the provider answered, or what a free was called with. */
export function ParametersTable({ event, tools }: ParametersTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const members = event.request === null ? freeMembers(event, format) : allocateMembers(event, format);
  if (members.length === 0) return null;
  const faulty = event.status === 1 ? undefined : FIELD_OF_RULE[ruleId(event.rule)];
  return (
    <div>
      <header className="parameters-head">
        <h3>{t(event.request === null ? 'parameters.arguments' : 'parameters.title')}</h3>
        {tools}
      </header>
      <table className="parameters">
        <tbody>
          {members.map(({ name, value, direction, title }, index) => (
            <tr
              key={`${index} ${name}`}
              className={name === faulty ? 'at-fault' : undefined}
              data-member={name}
            >
              <th scope="row">{name}</th>
              <td className="mono" title={title}>
                {value}
              </td>
              <td className={`direction direction-${direction ?? 'none'}`}>
                {name === faulty && <b className="rule-id">{ruleId(event.rule)}</b>}
                {direction !== null && t(`parameters.${direction}`)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function allocateMembers(event: EventDescription, format: Format): readonly Member[] {
  const { request } = event;
  if (request === null) return [];
  const hex = (value: number): string => '0x' + value.toString(16);
  const contiguous = (request.flags & NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS) !== 0;
  const input = (name: string, value: ReactNode, title?: string): Member =>
    title === undefined ? { name, value, direction: 'in' } : { name, value, direction: 'in', title };
  const members: Member[] = [
    input('Header.Type', hex(request.headerType)),
    input('Header.Revision', format.member(request.headerRevision)),
    input('Header.Size', format.member(request.headerSize)),
    input('Flags', contiguous ? 'CONTIGUOUS' : hex(request.flags), hex(request.flags)),
    input('QueueId', format.member(request.queueId)),
    input(
      'PreferredNode',
      request.preferredNode === MM_ANY_NODE_OK ? 'MM_ANY_NODE_OK' : format.member(request.preferredNode),
    ),
    input('Usage', usageShortName(request.usage), String(request.usage)),
    input(
      'Length',
      format.member(request.lengthBytes),
      `${format.bytes(request.lengthBytes)} = ${hex(request.lengthBytes)}`,
    ),
    input('SGListBufferLength', format.member(request.sgListBufferLength)),
    input('SGListBuffer', request.sgListBuffer === 0n ? 'NULL' : formatAddress(request.sgListBuffer)),
    input('VPortId', format.member(request.vportId)),
    input('IRQL', irqlName(event.irql)),
  ];
  return event.makesBlock ? [...members, ...outputMembers(event, format)] : members;
}

function outputMembers(event: EventDescription, format: Format): readonly Member[] {
  const output = (name: string, value: ReactNode): Member => ({ name, value, direction: 'out' });
  const handle = event.sharedMemoryHandle;
  return [
    output('VirtualAddress', event.virtualAddress === null ? '' : formatAddress(event.virtualAddress)),
    output('SharedMemoryHandle', handle === null ? '' : handle === 0n ? 'NULL' : formatAddress(handle)),
    output('NumberOfElements', format.member(event.elements.length)),
    output('AllocationHandle', event.allocationHandle === null ? '' : formatAddress(event.allocationHandle)),
  ];
}

function freeMembers(event: EventDescription, format: Format): readonly Member[] {
  if (event.op !== 'free' && event.op !== 'recordedFree') {
    return requestMembers(event).map((member) => ({ ...member, direction: 'in' }));
  }
  const passed = event.freeHandles?.allocationHandle ?? event.allocationHandle;
  const members: Member[] = [
    { name: 'AllocationHandle', value: passed === null ? '' : formatAddress(passed), direction: 'in' },
    { name: 'IRQL', value: irqlName(event.irql), direction: 'in' },
  ];
  if (event.block > 0)
    members.push({ name: 'Length', value: format.member(event.lengthBytes), direction: null });
  return members;
}
