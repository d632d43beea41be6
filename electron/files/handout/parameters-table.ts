import { type EventDescription } from '../../../core/lab/describe-event.ts';
import { formatAddress } from '../../../core/memory/units.ts';
import { FIELD_OF_RULE } from '../../../core/ndis/check-request.ts';
import { irqlName, type NdisVersion } from '../../../core/ndis/constants.ts';
import { copySourceOfRequest } from '../../../core/ndis/layouts/copy-parameters.ts';
import { isPointerMember, symbolOf } from '../../../core/ndis/layouts/symbols.ts';
import { ruleId } from '../../../core/ndis/rules.ts';
import { SUCCESS } from '../../../core/ndis/status.ts';

export interface ShownMember {
  readonly name: string;
  readonly value: string;
  readonly direction: 'in' | 'out';
  /** The rule that the member breaks; empty for none. */
  readonly rule: string;
}

/** Members whose values say nothing without their names. */
const NAMED = ['Flags', 'PreferredNode', 'Usage'];
const OUTPUTS = ['SharedMemoryHandle', 'VirtualAddress'];

/** NDIS_SHARED_MEMORY_PARAMETERS as the caller filled it and the provider answered; empty for other calls. */
export function shownMembers(event: EventDescription, version: NdisVersion): readonly ShownMember[] {
  if (event.request === null) return [];
  const { layout, values } = copySourceOfRequest(event.request, 'x64', version, []);
  const faulty = event.status === SUCCESS ? undefined : FIELD_OF_RULE[ruleId(event.rule)];
  const ruleAt = (name: string): string => (name === faulty ? ruleId(event.rule) : '');
  const inputs = layout.members
    .filter(({ name }) => !OUTPUTS.includes(name))
    .map(({ name }): ShownMember => ({
      name,
      value: valueText(name, values[name] ?? 0n),
      direction: 'in',
      rule: ruleAt(name),
    }));
  const irql = irqlName(event.irql);
  return [...inputs, { name: 'IRQL', value: irql, direction: 'in', rule: ruleAt('IRQL') }, ...outputs(event)];
}

function valueText(name: string, value: bigint): string {
  if (isPointerMember(name)) return value === 0n ? 'NULL' : formatAddress(value);
  const number = name === 'Header.Type' || name === 'Flags' ? `0x${value.toString(16)}` : value.toString();
  const symbol = NAMED.includes(name) ? symbolOf(name, value, 'x64') : '';
  if (symbol === '') return number;
  return name === 'PreferredNode' ? symbol : `${number} ${symbol}`;
}

function outputs(event: EventDescription): readonly ShownMember[] {
  if (!event.makesBlock) return [];
  const output = (name: string, value: bigint | null): ShownMember => ({
    name,
    value: value === null || value === 0n ? 'NULL' : formatAddress(value),
    direction: 'out',
    rule: '',
  });
  return [
    output('VirtualAddress', event.virtualAddress),
    output('SharedMemoryHandle', event.sharedMemoryHandle),
    { name: 'NumberOfElements', value: String(event.elements.length), direction: 'out', rule: '' },
    output('AllocationHandle', event.allocationHandle),
  ];
}
