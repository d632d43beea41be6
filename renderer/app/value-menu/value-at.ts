import {
  describeEvent,
  type EventDescription,
  formatAddress,
  irqlName,
  ruleId,
  statusName,
  tryFilter,
  usageShortName,
} from '../../../electron/contract/core.ts';
import { filterContext } from '../../stores/filter-store.ts';
import { type SessionModel } from '../../stores/session-model.ts';
import { useView } from '../../stores/view-store.ts';

/** A value on screen: what copying it gives, and the filter for events that have the same. */
export interface ValueAt {
  readonly text: string;
  /** Null where no filter asks for such a value. */
  readonly filter: string | null;
}

const quoted = (name: string): string => (/^[\w.:-]+$/.test(name) ? name : `"${name}"`);

/** The value that an element of the window shows; null where there is none. */
export function valueAt(element: Element): ValueAt | null {
  const { model, selectedSeq } = useView.getState();
  if (model === null) return null;
  const found =
    mark(element) ?? member(element, model, selectedSeq) ?? call(element, model) ?? provider(element);
  if (found?.filter == null) return found;
  // Not every value that can be shown can be asked for.
  return tryFilter(found.filter, filterContext(model)).ok ? found : { ...found, filter: null };
}

/** A status, a diagnostic or a rule, wherever it stands. */
function mark(element: Element): ValueAt | null {
  const badge = element.closest<HTMLElement>('.status, .diagnostic, .rule-id');
  if (badge === null) return null;
  const name = /[A-Z][A-Z0-9_]*$/.exec(badge.textContent.trim())?.[0];
  if (name === undefined) return null;
  const usual = badge.matches('.status') ? 'status' : badge.matches('.rule-id') ? 'rule' : 'diagnostic';
  const field = badge.dataset['field'] ?? usual;
  return { text: name, filter: `${field} == ${name}` };
}

/** A member of the selected call in the inspector. */
function member(element: Element, model: SessionModel, seq: number | null): ValueAt | null {
  const name = element.closest<HTMLElement>('.inspector tr[data-member]')?.dataset['member'];
  if (name === undefined || seq === null) return null;
  const cell = element.closest('td') ?? element.closest('tr')?.querySelector('td');
  const shown = cell?.firstChild?.textContent?.trim() ?? '';
  const value = memberValue(describeEvent(model.context, seq), name);
  return value ?? { text: shown, filter: null };
}

function memberValue(event: EventDescription, name: string): ValueAt | null {
  const { request } = event;
  const number = (field: string, value: number | undefined): ValueAt | null =>
    value === undefined ? null : { text: String(value), filter: `${field} == ${value}` };
  const wide = (field: string, value: bigint | null): ValueAt | null =>
    value === null ? null : { text: formatAddress(value), filter: `${field} == 0x${value.toString(16)}` };
  switch (name) {
    case 'QueueId':
      return number('queue', request?.queueId);
    case 'VPortId':
      return number('vport', request?.vportId);
    case 'Length':
      return number('length', event.lengthBytes);
    case 'NumberOfElements':
      return number('elements', event.elements.length);
    case 'Usage': {
      const usage = request === null ? null : usageShortName(request.usage);
      return usage === null ? null : { text: usage, filter: `usage == ${quoted(usage)}` };
    }
    case 'IRQL':
      return { text: irqlName(event.irql), filter: `irql == ${irqlName(event.irql)}` };
    case 'AllocationHandle':
      return wide('handle', event.freeHandles?.allocationHandle ?? event.allocationHandle);
    case 'SharedMemoryHandle':
      return wide('handle', event.sharedMemoryHandle);
    case 'VirtualAddress':
      return wide('address', event.virtualAddress);
    default:
      return null;
  }
}

/** A row of the list of calls; the list itself stands for its selected row. */
function call(element: Element, model: SessionModel): ValueAt | null {
  const grid = element.closest('.calls .rows');
  const row =
    element.closest<HTMLElement>('.call-row') ?? grid?.querySelector<HTMLElement>('[aria-selected=true]');
  const seq = Number(row?.dataset['seq'] ?? NaN);
  if (!row || Number.isNaN(seq)) return null;
  const { status, rule } = describeEvent(model.context, seq);
  const name = statusName(status)?.replace('NDIS_STATUS_', '');
  const parts = [
    ...(name === undefined ? [] : [`status == ${name}`]),
    ...(rule === 0 ? [] : [`rule == ${ruleId(rule)}`]),
  ];
  const cells = [...row.querySelectorAll('[role=gridcell]')].map((cell) => cell.textContent.trim());
  return { text: cells.join('\t'), filter: parts.length === 0 ? null : parts.join(' && ') };
}

function provider(element: Element): ValueAt | null {
  const id = element
    .closest<HTMLElement>('.providers [data-testid^="provider-"]')
    ?.dataset['testid']?.slice(9);
  return id === undefined ? null : { text: id, filter: `provider == ${quoted(id)}` };
}
