import { PAGE_SIZE, pageIndex } from '../memory/units.ts';
import { type DiagnosticCode, diagnosticCode } from '../ndis/diagnostics.ts';
import { type Handle } from '../ndis/handles.ts';
import {
  type ProviderBooks,
  type ProviderCall,
  providerCharacteristics,
  type SharedMemoryProviderCharacteristics,
} from '../ndis/provider-characteristics.ts';
import { type SharedMemoryParameters } from '../ndis/shared-memory-parameters.ts';
import { FAILURE, SUCCESS, type StatusCode, statusOfValue } from '../ndis/status.ts';
import { type PoolMemory } from './script-memory.ts';

/** Why a script did not come to an answer that NDIS could look at. */
export type ScriptFailureKind = 'timeout' | 'outOfMemory' | 'exception' | 'badAnswer';

export interface ScriptFailure {
  readonly kind: ScriptFailureKind;
  /** One English sentence, as a JavaScript engine words it. */
  readonly message: string;
  /** Line of the script from 1, 0 when it is not known. */
  readonly line: number;
}

/** What a script's NetAllocateSharedMemory left behind: numbers as it wrote them, right or wrong. */
export class ScriptAnswer {
  /** The NDIS_STATUS value. */
  status = 0;
  virtualPage = 0;
  sharedMemoryHandle = 0;
  blockContext = 0;
  /** Elements so far: first page from 0 and page count of each. */
  count = 0;
  pages = new Float64Array(64);
  counts = new Float64Array(64);

  clear(): void {
    this.count = 0;
  }

  push(page: number, count: number): void {
    if (this.count === this.pages.length) this.grow();
    this.pages[this.count] = page;
    this.counts[this.count++] = count;
  }

  private grow(): void {
    const pages = new Float64Array(this.pages.length * 2);
    const counts = new Float64Array(this.counts.length * 2);
    pages.set(this.pages);
    counts.set(this.counts);
    this.pages = pages;
    this.counts = counts;
  }
}

/**
 * A loaded script that can be called, within limits of time and memory. Whatever the script does, a call returns; a
 * runtime that had to start the script over does so before the next one.
 */
export interface ScriptRuntime {
  /** Line where the script declares NetAllocateSharedMemory. */
  readonly allocateLine: number;
  /** Runs NetAllocateSharedMemory; null when it returned a number, with what it wrote in `answer`. */
  allocate(parameters: SharedMemoryParameters, answer: ScriptAnswer): ScriptFailure | null;
  /** Runs NetFreeSharedMemory; null when it returned. */
  free(blockContext: number): ScriptFailure | null;
}

const DIAGNOSTICS: Readonly<Record<ScriptFailureKind, DiagnosticCode>> = {
  timeout: diagnosticCode('SCRIPT_TIMEOUT'),
  outOfMemory: diagnosticCode('SCRIPT_OUT_OF_MEMORY'),
  exception: diagnosticCode('SCRIPT_EXCEPTION'),
  badAnswer: diagnosticCode('SCRIPT_BAD_ANSWER'),
};

/** Longest element that a ULONG of bytes can tell. */
const MOST_ELEMENT_PAGES = Math.floor(0xffff_ffff / PAGE_SIZE);
/** A virtual page is the upper 52 bits of an address. */
const MOST_VIRTUAL_PAGE = 2 ** 52 - 1;

/**
 * A provider whose two handlers a person wrote in JavaScript. What the script could not say in the structure (no
 * number, half a page, a handle that nobody made) ends here as FAILURE with the reason; what it says wrongly goes to
 * NDIS as it is, and is found by the rules (P3 to P9). Pages that it took and keeps show in the books.
 */
export class ScriptedProvider {
  private readonly answer = new ScriptAnswer();

  constructor(
    private readonly runtime: ScriptRuntime,
    private readonly memory: PoolMemory,
  ) {}

  /** @param flags NDIS_SHARED_MEMORY_PROVIDER_CHAR_SUPPORTS_PF_VPORTS or 0 */
  characteristics(flags: number): SharedMemoryProviderCharacteristics {
    return providerCharacteristics(
      this,
      (_context, parameters, call) => this.allocate(parameters, call),
      (_context, blockContext, call) => this.free(blockContext, call),
      this.books(),
      flags,
    );
  }

  private books(): ProviderBooks {
    const { memory } = this;
    return {
      get heldPages() {
        return memory.heldPages;
      },
      isHeld: (page) => memory.holds(page),
      largestGrantPages: () => null,
    };
  }

  private allocate(parameters: SharedMemoryParameters, call: ProviderCall): StatusCode {
    const { answer, memory } = this;
    answer.clear();
    memory.beginCall();
    const failure = this.runtime.allocate(parameters, answer);
    if (failure !== null) return report(call, failure);
    const status = statusOfValue(answer.status);
    if (status === null) return this.refuse(call, `returned ${answer.status}, which is no NDIS_STATUS`);
    if (status === SUCCESS) return this.answerWithBlock(parameters, call);
    call.freePages = memory.freePages;
    call.largestFreePages = memory.largestFreePages;
    return status;
  }

  /** Writes the block into the caller's structure, without a look at whether it is true. */
  private answerWithBlock(parameters: SharedMemoryParameters, call: ProviderCall): StatusCode {
    const { answer, memory } = this;
    const { virtualPage, sharedMemoryHandle, blockContext } = answer;
    if (!isWhole(virtualPage, MOST_VIRTUAL_PAGE)) {
      return this.refuse(call, `VirtualAddress ${virtualPage}: expected what memory.map() returned`);
    }
    if (!memory.isOwnHandle(sharedMemoryHandle)) {
      return this.refuse(
        call,
        `SharedMemoryHandle ${sharedMemoryHandle}: expected what memory.newHandle() returned in this call`,
      );
    }
    if (!isWhole(blockContext, Number.MAX_SAFE_INTEGER)) {
      return this.refuse(
        call,
        `SharedMemoryProviderContext ${blockContext}: expected a whole number from 0 on`,
      );
    }
    for (let index = 0; index < answer.count; index++) {
      const page = answer.pages[index]!;
      const pages = answer.counts[index]!;
      if (!Number.isSafeInteger(page) || !isWhole(pages, MOST_ELEMENT_PAGES)) {
        return this.refuse(
          call,
          `SGListBuffer[${index}] is { page: ${page}, pages: ${pages} }: expected whole numbers`,
        );
      }
      parameters.SGListBuffer.push(memory.physical(page), pages * PAGE_SIZE);
    }
    parameters.virtualPage = pageIndex(virtualPage);
    parameters.SharedMemoryHandle = sharedMemoryHandle as Handle;
    call.blockContext = blockContext;
    return SUCCESS;
  }

  private free(blockContext: number, call: ProviderCall | undefined): void {
    this.memory.beginCall();
    const failure = this.runtime.free(blockContext);
    if (failure !== null && call !== undefined) report(call, failure);
  }

  private refuse(call: ProviderCall, message: string): StatusCode {
    return report(call, { kind: 'badAnswer', message, line: this.runtime.allocateLine });
  }
}

const isWhole = (value: number, most: number): boolean =>
  Number.isSafeInteger(value) && value >= 0 && value <= most;

function report(call: ProviderCall, { kind, message, line }: ScriptFailure): StatusCode {
  call.diagnostic = DIAGNOSTICS[kind];
  call.message = message;
  call.messageLine = line;
  return FAILURE;
}
