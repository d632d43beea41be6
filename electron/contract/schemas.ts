import { z } from 'zod';
import { POLICY_IDS } from '../../core/allocators/policy-ids.ts';
import { DECORATOR_FORMS, parseDecorator } from '../../core/providers/decorators/decorator-spec.ts';
import { NDIS_VERSIONS, REGISTRATION_CONTEXTS } from '../../core/ndis/constants.ts';
import { PROVIDER_CHOICES, REGISTRABLE_PROVIDERS } from '../../core/providers/provider-choices.ts';
import {
  PLAIN_COMMANDS,
  QUEUE_COMMANDS,
  REGISTRANTS,
  VPORT_COMMANDS,
} from '../../core/lab/machine-command.ts';
import { sayOfContract as say } from './contract-sentences.ts';
import { engineStatus } from './engine-status.ts';
import { preferences } from './preferences.ts';
import { saidBy } from './said-issue.ts';

// The page's CSP has no eval; zod's just-in-time compiler would try it and be reported.
z.config({ jitless: true });

const uint32 = z.number().int().min(0).max(0xffff_ffff);
const byte = z.number().int().min(0).max(0xff);
const address = z.string().refine((text) => /^0x[0-9a-f]{1,16}$/i.test(text), saidBy(say('address')));

/** A call of NdisAllocateSharedMemory as the form sends it: every member that the caller fills. */
export const allocateRequest = z.strictObject({
  headerType: byte,
  headerRevision: byte,
  headerSize: z.number().int().min(0).max(0xffff),
  flags: uint32,
  queueId: uint32,
  preferredNode: uint32,
  usage: uint32,
  lengthBytes: uint32,
  sgListBufferLength: uint32,
  vportId: uint32,
  irql: z.number().int().min(0).max(15),
});
export type AllocateRequest = z.infer<typeof allocateRequest>;

/** A call that was refused, and the moment for which another way is sought: after so many events, null for now. */
export const alternativesRequest = z.strictObject({
  request: allocateRequest,
  events: z.number().int().min(0).nullable(),
});

/** Calls of `allocateMany` at most: one press must not keep the engine for longer than a moment. */
export const MOST_CALLS = 100_000;
/** The same call again and again. */
export const allocateManyRequest = z.strictObject({
  request: allocateRequest,
  times: z.number().int().min(1).max(MOST_CALLS),
  untilRefused: z.boolean(),
});

export const freeRequest = z.strictObject({
  allocationHandle: address,
  irql: z.number().int().min(0).max(15),
});

const ownerId = z.number().int().min(0).max(0xffff_ffff);

/** What a person asks of the drivers on screen (`core/lab/machine-commands.ts`). */
export const machineCommand = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(PLAIN_COMMANDS) }),
  z.strictObject({ kind: z.enum(QUEUE_COMMANDS), id: ownerId }),
  z.strictObject({ kind: z.enum(VPORT_COMMANDS), id: ownerId }),
  z.strictObject({ kind: z.literal('allocateQueue'), lookaheadBytes: z.number().int().min(0).max(65_536) }),
  z.strictObject({ kind: z.literal('completeAllocations'), ids: z.array(ownerId).min(1).max(1024) }),
  z.strictObject({ kind: z.literal('createVPort'), physicalFunction: z.boolean() }),
  z.strictObject({ kind: z.literal('clearFilter'), id: ownerId, filterId: ownerId }),
  z.strictObject({ kind: z.literal('filterParameters'), filterId: ownerId }),
  z.strictObject({
    kind: z.literal('receive'),
    id: ownerId,
    sharedMemoryHandle: address,
    offsetBytes: uint32,
    lengthBytes: uint32,
  }),
  z.strictObject({ kind: z.literal('returnBuffers'), list: ownerId }),
  z.strictObject({
    kind: z.literal('register'),
    registrant: z.enum(REGISTRANTS),
    context: z.enum(REGISTRATION_CONTEXTS),
    supportsPfVPorts: z.boolean(),
    irql: z.number().int().min(0).max(15),
  }),
]);
export type MachineRequest = z.infer<typeof machineCommand>;

/** A layer around the provider, as `core/providers/decorators/decorator-spec.ts` writes it. */
const layer = z
  .string()
  .max(64)
  .refine(
    (text) => parseDecorator(text) !== null,
    saidBy(say('layer', { forms: DECORATOR_FORMS.join(', ') })),
  );

const providerId = z.enum(PROVIDER_CHOICES.map((choice) => choice.id));

/** Longest script that is taken, in UTF-16 units. */
export const LONGEST_SCRIPT = 256 * 1024;
/** Milliseconds that a person may give one call of a script. */
export const SCRIPT_MS = { least: 1, most: 1000, usual: 5 } as const;
const scriptSource = z.string().max(LONGEST_SCRIPT);

export const checkScriptRequest = z.strictObject({ source: scriptSource });
/** A provider in JavaScript. */
export const scriptRequest = z.strictObject({
  source: scriptSource,
  name: z.string().refine((text) => /^[\p{L}\p{N} ._-]{1,40}$/u.test(text), saidBy(say('scriptName'))),
  callMs: z.number().int().min(SCRIPT_MS.least).max(SCRIPT_MS.most),
});
export type ScriptRequest = z.infer<typeof scriptRequest>;
/** What is wrong with a script; line and column count from 1, 0 when they are not known. */
export interface ScriptProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** A moment with a note, or a range of events with a name. */
export const bookmark = z.strictObject({
  seq: z.number().int().min(0),
  note: z.string().max(500),
  /** Last event of a range; absent for a moment. */
  endSeq: z.number().int().min(0).optional(),
});
export type Bookmark = z.infer<typeof bookmark>;
export const bookmarksRequest = z.strictObject({ bookmarks: z.array(bookmark).max(10_000).readonly() });

export const demonstrationRequest = z.strictObject({
  seed: uint32,
  /** Who serves the queues instead of the switch; null leaves it to the switch. */
  script: scriptRequest.nullable(),
  /** Virtual machines that come and go. */
  machines: z.number().int().min(1).max(1_000_000),
});

/** Another provider, or other layers around it, in the running session. */
export const useProviderRequest = z.strictObject({
  provider: z.enum(REGISTRABLE_PROVIDERS),
  /** The innermost first. */
  layers: z.array(layer).max(16),
});
export type UseProviderRequest = z.infer<typeof useProviderRequest>;
/** Ends the service of a provider, by its code in event records. */
export const closeProviderRequest = z.strictObject({ provider: z.number().int().min(1).max(255) });

const branchName = z.string().trim().min(1).max(100);
/** A branch from the first moment at or after that many events at which nothing is under way. */
export const forkRequest = z.strictObject({ events: z.number().int().min(0), name: branchName });
export const branchRequest = z.strictObject({ id: z.number().int().min(1) });
export const renameBranchRequest = branchRequest.extend({ name: branchName });
/**
 * Steps through what was done; `goOn` makes the machine of a session from a file again, `cancel` ends what takes long.
 */
export const historyRequest = z.strictObject({ action: z.enum(['undo', 'redo', 'goOn', 'cancel']) });

export const newSessionRequest = z.strictObject({
  memoryBytes: z.number().int().min(4096),
  nodeCount: z.number().int().min(1).max(64),
  seed: uint32,
  provider: providerId,
  policy: z.enum(POLICY_IDS).default('first-fit'),
  /** The innermost first. */
  layers: z.array(layer).max(16).default([]),
  mode: z.enum(['vmq', 'sriov']),
  ndisVersion: z.literal(NDIS_VERSIONS),
});
export type NewSessionRequest = z.infer<typeof newSessionRequest>;

/** Forms that a session can leave in; `html` is a page that replays it. */
export const EXPORT_FORMATS = ['csv', 'jsonl', 'arrow', 'perfetto', 'html'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
/** The events that the table of calls lists: those that pass a filter, or that did not succeed; before the cursor. */
const listedEvents = z.strictObject({
  filter: z.string().max(2000).nullable(),
  before: z.number().int().min(0),
});
export type ListedEvents = z.infer<typeof listedEvents>;
export const exportRequest = z.discriminatedUnion('format', [
  z.strictObject({ format: z.enum(EXPORT_FORMATS).exclude(['csv']) }),
  z.strictObject({ format: z.literal('csv'), listed: listedEvents.optional() }),
]);

/** Recorded traces, then scenarios. */
export const SAMPLE_IDS = ['rep', 'git', 'ftrace', 'vmqRamp', 'fragmentation', 'numaFallback'] as const;
export const openSampleRequest = z.strictObject({ sample: z.enum(SAMPLE_IDS), asRecorded: z.boolean() });
export type SampleId = (typeof SAMPLE_IDS)[number];

export const engineRequest = z.strictObject({ action: z.enum(['pause', 'resume', 'stop']) });
export const paceRequest = z.strictObject({
  /** Engine steps a second; null runs as fast as the machine can. */
  stepsPerSecond: z.number().positive().max(1e9).nullable(),
});

/** Starts or ends the measurement of what each policy needs for the session's requests. */
export const measurePoliciesRequest = z.strictObject({ action: z.enum(['start', 'cancel']) });

export const sessionInfo = z.object({
  /** Rises with every new session; batches of an older one are of no use. */
  epoch: z.number().int(),
  name: z.string(),
  memoryBytes: z.number().int(),
  nodeCount: z.number().int(),
  basePage: z.number().int(),
  nodeStarts: z.array(z.number().int()),
  seed: z.number().int(),
  provider: z.string(),
  policy: z.string(),
  layers: z.array(z.string()).readonly(),
  ndisVersion: z.literal(NDIS_VERSIONS),
  mode: z.enum(['vmq', 'sriov']),
  /** False for a replay of a recorded workload: rules F6 to F8 are not applied. */
  checksLifetime: z.boolean(),
  /** What the adapter's hardware has; absent in files from before they said so. */
  numQueues: z.number().int().min(1).max(1024).optional(),
  numVPorts: z.number().int().min(1).max(1024).optional(),
  adapterHandle: z.number(),
  /** Bookmarks that its file holds. */
  bookmarks: z.array(bookmark).readonly(),
});
export type SessionInfo = z.infer<typeof sessionInfo>;

/** Longest path that is taken from outside. */
const LONGEST_PATH = 4096;
/** A file that was dropped on the window; only the preload can name one, from what the system says of the drop. */
export const droppedFile = z.strictObject({
  path: z
    .string()
    .min(1)
    .max(LONGEST_PATH)
    .refine((path) => !path.includes('\0'), saidBy(say('path'))),
});
/** A place in the list of recent files: the page never names a path. */
export const recentRequest = z.strictObject({ index: z.number().int().min(0).max(99) });
const recentFile = z.object({ name: z.string(), folder: z.string() });
/** A file that was opened or saved; the newest comes first. */
export type RecentFile = z.infer<typeof recentFile>;

/** Main to renderer over the message port. */
export const streamMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('session'),
    session: sessionInfo,
    /** Blocks in the events that follow at once. */
    blocks: z.number().int().min(0),
  }),
  z.object({
    type: z.literal('batch'),
    epoch: z.number().int(),
    firstSeq: z.number().int(),
    records: z.instanceof(Uint32Array),
    side: z.instanceof(Uint32Array),
  }),
  z.object({ type: z.literal('status'), status: engineStatus }),
  z.object({ type: z.literal('recents'), recents: z.array(recentFile).readonly() }),
  /** A provider in JavaScript that was opened as a file: the editor shows it. */
  z.object({ type: z.literal('script'), name: z.string(), source: z.string() }),
  z.object({
    type: z.literal('notice'),
    severity: z.enum(['note', 'warning', 'error']),
    message: z.string(),
  }),
]);
export type StreamMessage = z.infer<typeof streamMessage>;

/** Renderer to main over the message port: every event before `nextSeq` is in the store. */
export const streamAcknowledgement = z.strictObject({
  type: z.literal('ack'),
  epoch: z.number().int(),
  nextSeq: z.number().int().min(0),
});

export const bootstrap = z.object({
  preferences,
  /** Language to show: the preference, or what the system asks for. */
  language: z.enum(['en', 'pt']),
  versions: z.object({ app: z.string(), electron: z.string(), chrome: z.string(), node: z.string() }),
  /** A session is there that a process left behind when it did not end in order. */
  restorable: z.boolean(),
  /** Set where the Electron in use is the fallback for closed networks. */
  fallbackElectron: z.boolean(),
  forceCanvas2d: z.boolean(),
  /** The program runs for the first time: a newcomer is greeted. */
  firstStart: z.boolean(),
});
export type Bootstrap = z.infer<typeof bootstrap>;
