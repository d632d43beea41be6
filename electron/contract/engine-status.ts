import { z } from 'zod';
import { POLICY_IDS } from '../../core/allocators/policy-ids.ts';
import { PROVIDER_ROLES } from '../../core/ndis/provider-role.ts';

const importReport = z.object({
  file: z.string(),
  format: z.string(),
  asRecorded: z.boolean(),
  calls: z.number(),
  allocations: z.number(),
  frees: z.number(),
  reallocations: z.number(),
  skipped: z.record(z.string(), z.number()),
});

const words = z.object({ en: z.string(), pt: z.string() });
/** A scenario that was played, with what was expected of it. */
const scenarioReport = z.object({
  title: words,
  steps: z
    .array(
      z.object({
        title: words,
        /** Names and numbers only, so they need no translation. */
        checks: z
          .array(
            z.object({
              subject: z.string(),
              expected: z.string(),
              found: z.string(),
              met: z.boolean(),
            }),
          )
          .readonly(),
      }),
    )
    .readonly(),
});

/** A file that is being opened, and how far that is: bytes while it is read and checked, steps while it is replayed. */
const importing = z.object({
  file: z.string(),
  phase: z.enum(['reading', 'checking', 'replaying']),
  done: z.number(),
  total: z.number(),
});
export type Importing = z.infer<typeof importing>;

const ownerStatus = z.object({
  id: z.number().int(),
  state: z.string(),
  liveBlocks: z.number().int(),
  filterIds: z.array(z.number().int()).readonly(),
  lists: z.array(z.number().int()).readonly(),
});
/** The adapter in use with its queues and VPorts, as they are at the end of the log. */
export const machineStatus = z.object({
  adapter: z.number().int(),
  mode: z.enum(['vmq', 'sriov']),
  dmaRegistered: z.boolean(),
  bindingClosed: z.boolean(),
  halting: z.boolean(),
  halted: z.boolean(),
  defaultLists: z.array(z.number().int()).readonly(),
  queues: z.array(ownerStatus.extend({ lookaheadBytes: z.number().int() })).readonly(),
  vports: z.array(ownerStatus.extend({ physicalFunction: z.boolean() })).readonly(),
});
export type MachineStatus = z.infer<typeof machineStatus>;
/** A queue or VPort of it. */
export type MachineOwner = z.infer<typeof ownerStatus>;

const measuredPolicies = z.object({
  state: z.enum(['running', 'done', 'cancelled']),
  /** Requests and frees that were measured. */
  requests: z.number().int(),
  peakLiveBytes: z.number(),
  peakLivePages: z.number(),
  /** One row a policy, growing while the measurement runs. */
  policies: z
    .array(
      z.object({
        policy: z.enum(POLICY_IDS),
        memoryBytes: z.number().nullable(),
        overPeakBytes: z.number().nullable(),
        overPeakPages: z.number().nullable(),
      }),
    )
    .readonly(),
});

const doneThing = z.enum([
  'allocate',
  'allocateMany',
  'free',
  'openQueue',
  'machine',
  'useProvider',
  'closeProvider',
  'script',
  'run',
]);

export const engineStatus = z.object({
  epoch: z.number().int(),
  state: z.enum(['idle', 'running', 'paused']),
  /** Events that the engine has recorded. */
  events: z.number().int(),
  eventsPerSecond: z.number(),
  /** What the running workload is, empty when none is. */
  workload: z.string(),
  /** What is shown was read from a file; no engine stands behind it. */
  recording: z.boolean(),
  /**
   * Whether such a session can go on: its file says what was done to the machine, it does not, or the machine came out
   * otherwise when it was made again. Null where an engine stands behind what is shown.
   */
  goesOn: z.enum(['possible', 'unknown', 'differs']).nullable(),
  branches: z
    .array(
      z.object({
        id: z.number().int(),
        /** Empty for the first branch until somebody names it. */
        name: z.string(),
        parent: z.number().int().nullable(),
        /** Events that it shares with its parent. */
        forkSeq: z.number().int(),
        events: z.number().int(),
      }),
    )
    .readonly(),
  currentBranch: z.number().int(),
  /** What undo would take back and redo would do again; null for nothing. */
  undo: doneThing.nullable(),
  redo: doneThing.nullable(),
  /** Events that are being made again, for a branch or an undo; null while none are. */
  repeating: z.object({ done: z.number(), total: z.number() }).nullable(),
  /** Events that have left in an export under way; null while none is. */
  exporting: z.object({ done: z.number(), total: z.number() }).nullable(),
  /** Who serves the switch's queues now, and what is stacked around it, the innermost first. */
  serving: z.object({ provider: z.string(), layers: z.array(z.string()).readonly() }),
  /** A person has changed the session, and the change is in no file. */
  unsaved: z.boolean(),
  /** Steps done and in all; total is null when only the end will tell. */
  done: z.number(),
  total: z.number().nullable(),
  stepsPerSecond: z.number().nullable(),
  providers: z.array(
    z.object({
      code: z.number().int(),
      id: z.string(),
      /** What NDIS asks it for; null in a recording, which does not tell. */
      role: z.enum(PROVIDER_ROLES).nullable(),
      /** Pages that it may hold in all; null where only the memory limits it. */
      capacityPages: z.number().nullable(),
    }),
  ),
  /** Pages of the longest request that each would serve now, in the order of `providers`; null where it cannot know. */
  largestGrants: z
    .array(z.object({ contiguousPages: z.number().nullable(), pages: z.number().nullable() }))
    .readonly(),
  policies: measuredPolicies.nullable(),
  machine: machineStatus,
  importReport: importReport.nullable(),
  scenario: scenarioReport.nullable(),
  importing: importing.nullable(),
  /** IPC messages that the gate has refused since the start. */
  refusedMessages: z.number().int(),
});
export type EngineStatus = z.infer<typeof engineStatus>;
