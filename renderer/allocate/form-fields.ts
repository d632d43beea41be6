import {
  headerSizeFor,
  MM_ANY_NODE_OK,
  NDIS_OBJECT_TYPE_DEFAULT,
  NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS,
  NdisSharedMemoryUsageReceive,
  revisionFor,
  usualSgListBufferLength,
} from '../../electron/contract/core.ts';
import { type AllocateRequest, type SessionInfo } from '../../electron/contract/schemas.ts';
import { parseNumber } from '../app/parse-number.ts';

/** The form as typed. Text fields are kept as text, so that nothing a person types is thrown away. */
export interface AllocateFields {
  readonly length: string;
  readonly usage: number;
  readonly queueId: string;
  /** `any` or a node number. */
  readonly preferredNode: string;
  readonly contiguous: boolean;
  readonly irql: number;
  /** Empty stands for what a well-behaved caller brings. */
  readonly sgListBufferLength: string;
  readonly headerRevision: string;
  readonly headerSize: string;
  readonly vportId: string;
}

/** What a newcomer's first call asks for; with two queues or VPorts ready it succeeds. */
export const initialFields = (mode: SessionInfo['mode']): AllocateFields => ({
  ...INITIAL_FIELDS,
  ...(mode === 'sriov' && { queueId: '0', vportId: '1' }),
});

const INITIAL_FIELDS: AllocateFields = {
  length: '64 KiB',
  usage: NdisSharedMemoryUsageReceive,
  queueId: '1',
  preferredNode: 'any',
  contiguous: false,
  irql: 0,
  sgListBufferLength: '',
  headerRevision: '',
  headerSize: '',
  vportId: '0',
};

export type TextField =
  'length' | 'queueId' | 'preferredNode' | 'sgListBufferLength' | 'headerRevision' | 'headerSize' | 'vportId';

export type FormResult =
  | { readonly ok: true; readonly request: AllocateRequest }
  | { readonly ok: false; readonly problems: Partial<Record<TextField, Limit>> };

/** What a field accepts, for the message beside it. */
export interface Limit {
  readonly max: number;
}

const ULONG: Limit = { max: 0xffff_ffff };
const LIMITS: Readonly<Record<TextField, Limit>> = {
  length: ULONG,
  queueId: ULONG,
  preferredNode: ULONG,
  sgListBufferLength: ULONG,
  headerRevision: { max: 0xff },
  headerSize: { max: 0xffff },
  vportId: ULONG,
};

/**
 * The request that the form stands for. Whatever fits the member's type is passed on, however wrong: NDIS is to judge
 * it, not the form. Only what is not a number of that type at all is a problem here.
 */
export function readForm(fields: AllocateFields, version: SessionInfo['ndisVersion']): FormResult {
  const problems: Partial<Record<TextField, Limit>> = {};
  const read = (name: TextField, whenEmpty: number): number => {
    const text = fields[name].trim();
    if (text === '' && whenEmpty >= 0) return whenEmpty;
    const value = parseNumber(text);
    if (value !== null && value <= LIMITS[name].max) return value;
    problems[name] = LIMITS[name];
    return 0;
  };
  const lengthBytes = read('length', -1);
  const headerRevision = read('headerRevision', revisionFor(version));
  const request: AllocateRequest = {
    headerType: NDIS_OBJECT_TYPE_DEFAULT,
    headerRevision,
    headerSize: read('headerSize', headerSizeFor(headerRevision)),
    flags: fields.contiguous ? NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS : 0,
    queueId: read('queueId', -1),
    preferredNode: fields.preferredNode === 'any' ? MM_ANY_NODE_OK : read('preferredNode', -1),
    usage: fields.usage,
    lengthBytes,
    sgListBufferLength: read('sgListBufferLength', usualSgListBufferLength(lengthBytes)),
    vportId: read('vportId', 0),
    irql: fields.irql,
  };
  return Object.keys(problems).length === 0 ? { ok: true, request } : { ok: false, problems };
}

/** The form's field for a member that a rule names, so that the member at fault can be marked. */
export const FIELD_OF_MEMBER: Readonly<Record<string, keyof AllocateFields>> = {
  Length: 'length',
  Usage: 'usage',
  QueueId: 'queueId',
  PreferredNode: 'preferredNode',
  Flags: 'contiguous',
  IRQL: 'irql',
  SGListBuffer: 'sgListBufferLength',
  SGListBufferLength: 'sgListBufferLength',
  'Header.Revision': 'headerRevision',
  'Header.Size': 'headerSize',
  VPortId: 'vportId',
};
