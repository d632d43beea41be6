import { ScatterGatherList, sgListCapacity } from '../../core/ndis/scatter-gather-list.ts';
import { SharedMemoryParameters } from '../../core/ndis/shared-memory-parameters.ts';
import { type ScriptMemory } from '../../core/providers/script-memory.ts';
import {
  ScriptAnswer,
  type ScriptFailure,
  type ScriptRuntime,
} from '../../core/providers/scripted-provider.ts';
import { Cell, Question } from './mailbox.ts';
import { type PreludeFacts, preludeSource } from './prelude.ts';
import { hasBeenFull, newQuickJSInstance, type QuickJSInstance } from './quickjs-module.ts';
import { DEFAULT_CALL_MS, type PlacedFailure, Sandbox } from './sandbox.ts';

/** Instances that wait for one that breaks; making one takes some milliseconds that a call does not have. */
const SPARES = 2;

const BROKEN: PlacedFailure = {
  kind: 'exception',
  message: 'The script broke its sandbox; a new one is being made. Until then every call fails.',
  line: 0,
  column: 0,
};

/** Does what providers do; its calls take some hundredths of a second in all. */
const WARM_UP_SCRIPT = `
const pagesOf = new Map();
let calls = 0;
function NetAllocateSharedMemory(ProviderContext, SharedMemoryParameters, pSharedMemoryProviderContext) {
  const pages = Math.ceil((SharedMemoryParameters.Length + ++calls) / PAGE_SIZE);
  const page = memory.firstFree(pages);
  for (const node of [...memory.nodes, ...memory.nodes.filter((other) => other.page > page)]) memory.take(node.page, 1);
  SharedMemoryParameters.SGListBuffer.push({ page: 0, pages });
  SharedMemoryParameters.VirtualAddress = memory.map(SharedMemoryParameters.SGListBuffer);
  SharedMemoryParameters.SharedMemoryHandle = memory.newHandle();
  pagesOf.set(calls, pages);
  pSharedMemoryProviderContext.value = calls;
  return NDIS_STATUS_SUCCESS;
}
function NetFreeSharedMemory(ProviderContext, SharedMemoryProviderContext) {
  memory.give(0, pagesOf.get(SharedMemoryProviderContext));
  pagesOf.delete(SharedMemoryProviderContext);
}`;
const WARM_UP_CALLS = 2000;

export interface ScriptOptions {
  /** Limit of time for one call of a handler. */
  readonly callMs: number;
  readonly seed: number;
}

/** Makes sandboxes for scripts, and keeps instances of QuickJS ready. */
export class ScriptEngine {
  private readonly spares: QuickJSInstance[] = [];
  private filling: Promise<void> | null = null;

  private constructor(
    /** Milliseconds of a clock that only goes forward. */
    readonly now: () => number,
  ) {}

  static async create(now: () => number): Promise<ScriptEngine> {
    const engine = new ScriptEngine(now);
    await engine.warmUp();
    return engine;
  }

  /** A loaded script, or why it cannot be used. */
  async load(
    source: string,
    memory: ScriptMemory,
    { callMs, seed }: ScriptOptions,
  ): Promise<LoadedScript | PlacedFailure> {
    if (!this.hasSpare) await this.fill();
    const { pageCount, nodeStarts } = memory;
    const script = new LoadedScript(this, source, memory, callMs, { pageCount, nodeStarts, seed });
    const problem = script.start();
    if (problem === null) return script;
    script.dispose();
    return problem;
  }

  /** What is wrong with a script before its first call; null for one that can be used. */
  async check(source: string): Promise<PlacedFailure | null> {
    const loaded = await this.load(source, NO_MEMORY, { callMs: DEFAULT_CALL_MS, seed: 0 });
    if (!(loaded instanceof LoadedScript)) return loaded;
    loaded.dispose();
    return null;
  }

  get hasSpare(): boolean {
    return this.spares.length > 0;
  }

  /** An instance for a script; null when none is ready. */
  takeInstance(): QuickJSInstance | null {
    const instance = this.spares.pop() ?? null;
    void this.fill();
    return instance;
  }

  /** Gives an instance back that is as it was. */
  giveBack(instance: QuickJSInstance): void {
    if (this.spares.length < SPARES) this.spares.push(instance);
  }

  /** Lets the host's compiler see what it is to be quick at, before the first script is waited for. */
  private async warmUp(): Promise<void> {
    const script = await this.load(WARM_UP_SCRIPT, NO_MEMORY, { callMs: 1000, seed: 0 });
    if (!(script instanceof LoadedScript)) throw new Error(`warm-up: ${script.message}`);
    const answer = new ScriptAnswer();
    const parameters = new SharedMemoryParameters(new ScatterGatherList());
    for (let call = 0; call < WARM_UP_CALLS; call++) {
      answer.clear();
      script.allocate(parameters, answer);
      script.free(call);
    }
    script.dispose();
  }

  private fill(): Promise<void> {
    return (this.filling ??= this.makeSpares().finally(() => (this.filling = null)));
  }

  private async makeSpares(): Promise<void> {
    while (this.spares.length < SPARES) this.spares.push(await newQuickJSInstance());
  }
}

/** A script in its sandbox: what the provider in core calls. */
export class LoadedScript implements ScriptRuntime {
  private instance: QuickJSInstance | null = null;
  private sandbox: Sandbox | null = null;
  private answer: ScriptAnswer | null = null;

  constructor(
    private readonly engine: ScriptEngine,
    private readonly source: string,
    private readonly memory: ScriptMemory,
    private readonly callMs: number,
    private readonly facts: PreludeFacts,
  ) {}

  get allocateLine(): number {
    return this.sandbox?.allocateLine ?? 0;
  }

  allocate(parameters: SharedMemoryParameters, answer: ScriptAnswer): ScriptFailure | null {
    return this.guard((sandbox) => {
      const { mail } = sandbox;
      mail[Cell.length] = parameters.Length;
      mail[Cell.preferredNode] = parameters.PreferredNode;
      mail[Cell.usage] = parameters.Usage;
      mail[Cell.flags] = parameters.Flags;
      mail[Cell.queueId] = parameters.QueueId;
      mail[Cell.vportId] = parameters.VPortId;
      mail[Cell.sgListBufferLength] = parameters.SGListBufferLength;
      mail[Cell.capacity] = sgListCapacity(parameters.SGListBufferLength);
      this.answer = answer;
      const failure = sandbox.call('allocate');
      if (failure !== null) return failure;
      const written = sandbox.mail;
      answer.status = written[Cell.status] ?? 0;
      answer.virtualPage = written[Cell.virtualAddress] ?? 0;
      answer.sharedMemoryHandle = written[Cell.sharedMemoryHandle] ?? 0;
      answer.blockContext = written[Cell.blockContext] ?? 0;
      return null;
    });
  }

  free(blockContext: number): ScriptFailure | null {
    return this.guard((sandbox) => {
      sandbox.mail[Cell.blockContext] = blockContext;
      return sandbox.call('free');
    });
  }

  /** Makes the sandbox and runs the script's top level; what is wrong with it, or null. */
  start(): PlacedFailure | null {
    this.instance ??= this.engine.takeInstance();
    const { instance } = this;
    if (instance === null) return BROKEN;
    try {
      const sandbox = new Sandbox(instance, this.callMs, this.engine.now, preludeSource(this.facts), () =>
        this.answerQuestion(),
      );
      this.sandbox = sandbox;
      return sandbox.load(this.source);
    } catch {
      return this.abandon();
    }
  }

  dispose(): void {
    this.end();
    if (this.instance !== null) this.engine.giveBack(this.instance);
    this.instance = null;
  }

  /** Runs a call in a sandbox that works, before and afterwards. */
  private guard(call: (sandbox: Sandbox) => PlacedFailure | null): PlacedFailure | null {
    if (this.sandbox === null) {
      const problem = this.start();
      if (problem !== null) {
        this.end();
        return problem;
      }
    }
    const { sandbox } = this;
    if (sandbox === null) return BROKEN;
    try {
      const failure = call(sandbox);
      if (sandbox.isSpent) this.end();
      return failure;
    } catch {
      return this.abandon();
    }
  }

  /** Throws the context away; the next call makes another one in the same instance. */
  private end(): void {
    const { sandbox } = this;
    this.sandbox = null;
    try {
      sandbox?.dispose();
    } catch {
      this.instance = null;
    }
    if (this.instance !== null && hasBeenFull(this.instance) && this.engine.hasSpare) this.instance = null;
  }

  /** Throws the whole instance away: it stopped where nothing of it can be trusted. */
  private abandon(): PlacedFailure {
    this.sandbox = null;
    this.instance = null;
    return {
      kind: 'exception',
      message:
        'The script went deeper than its sandbox allows. It starts over: its variables are as they were at the beginning.',
      line: 0,
      column: 0,
    };
  }

  private answerQuestion(): void {
    const { sandbox, memory } = this;
    if (sandbox === null) return;
    const { mail } = sandbox;
    const first = mail[Cell.first] ?? 0;
    const second = mail[Cell.second] ?? 0;
    mail[Cell.question] = this.ask(memory, mail, mail[Cell.question] ?? 0, first, second);
  }

  private ask(
    memory: ScriptMemory,
    mail: Float64Array,
    question: number,
    first: number,
    second: number,
  ): number {
    switch (question) {
      case Question.isFree:
        return memory.isFree(first) ? 1 : 0;
      case Question.take:
        return memory.take(first, second) ? 1 : 0;
      case Question.give:
        return memory.give(first, second) ? 1 : 0;
      case Question.firstFree:
        return memory.firstFree(first, second);
      case Question.freePages:
        return memory.freePages;
      case Question.mapRun:
        return memory.mapRun(first);
      case Question.mapScattered:
        return memory.mapScattered(first);
      case Question.newHandle:
        return memory.newHandle();
      case Question.takeElements:
        for (let at = 0; at < first; at++) {
          this.answer?.push(mail[Cell.elements + 2 * at] ?? 0, mail[Cell.elements + 2 * at + 1] ?? 0);
        }
        return 0;
      default:
        return 0;
    }
  }
}

/** For looking at a script without a machine. */
const NO_MEMORY: ScriptMemory = {
  pageCount: 0,
  nodeStarts: [0, 0],
  freePages: 0,
  isFree: () => false,
  firstFree: () => -1,
  take: () => false,
  give: () => false,
  mapRun: () => 0,
  mapScattered: () => 0,
  newHandle: () => 0,
};
