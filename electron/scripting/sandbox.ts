import {
  DefaultIntrinsics,
  type JSValueConstPointerPointer,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSRuntime,
} from 'quickjs-emscripten-core';
import { type ScriptFailure, type ScriptFailureKind } from '../../core/providers/scripted-provider.ts';
import { MAILBOX_CELLS } from './mailbox.ts';
import { hasBeenFull, MEMORY_BYTES, type QuickJSInstance } from './quickjs-module.ts';

/** For one call of a handler. */
export const DEFAULT_CALL_MS = 5;

/** A failure with the column that an editor can point at; 0 when it is not known. */
export interface PlacedFailure extends ScriptFailure {
  readonly column: number;
}

/** For running the script's own top level, once. */
const LOAD_MS = 200;
/** For the prelude, which is the Lab's own and comes to an end however slow the machine is. */
const PRELUDE_MS = 30_000;
/** QuickJS counts its own stack; what the host needs of its stack for that is several times as much. */
const STACK_BYTES = 64 * 1024;
/**
 * Part of a call's time that one step can use up at most. A step that took longer may have waited for the processor:
 * only a second one like it ends the call.
 */
const LONGEST_STEP = 0.6;
const LONGEST_MESSAGE = 300;

/** Name of the script in its own stack traces. */
const SCRIPT_FILE = 'provider.js';
const PLACE = /provider\.js:(\d+)(?::(\d+))?/;
const NO_ARGUMENTS = 0 as JSValueConstPointerPointer;
const NO_POINTER = 0;
const STARTS_OVER = 'The script starts over: its variables are as they were at the beginning.';

interface Entries {
  readonly allocate: QuickJSHandle;
  readonly free: QuickJSHandle;
  readonly useHandlers: QuickJSHandle;
}

/**
 * One QuickJS context with its doors to the Lab: nothing of the host is in it but two functions that the prelude keeps
 * to itself. Every run has a deadline, and the context a memory and a stack of its own. An error that is thrown here,
 * by any method, says that the instance has stopped in the middle of something and cannot be used again.
 */
export class Sandbox {
  /** Line where the script declares NetAllocateSharedMemory. */
  allocateLine = 0;
  private readonly runtime: QuickJSRuntime;
  private readonly context: QuickJSContext;
  private readonly entries: Entries;
  private readonly handles: QuickJSHandle[] = [];
  private readonly mailOffset: number;
  private view: Float64Array;
  private reported: PlacedFailure | null = null;
  private limitMs = 0;
  private spentMs = 0;
  private lastLookMs = 0;
  private interrupted = false;

  /**
   * @param callMs limit of time for one call of a handler
   * @param now milliseconds of a clock that only goes forward
   * @param answer answers the question that is in the array
   */
  constructor(
    private readonly instance: QuickJSInstance,
    private readonly callMs: number,
    private readonly now: () => number,
    prelude: string,
    answer: () => void,
  ) {
    this.runtime = instance.quickjs.newRuntime();
    this.runtime.setMemoryLimit(MEMORY_BYTES);
    this.runtime.setMaxStackSize(STACK_BYTES);
    this.runtime.setInterruptHandler(() => this.isTimeUp());
    // No Date: the Lab has no clock. No Proxy: a list is what it says. No Promise: a handler answers when it returns.
    this.context = this.runtime.newContext({
      intrinsics: { ...DefaultIntrinsics, Date: false, Proxy: false, Promise: false },
    });
    const { buffer, offset } = this.newMailbox();
    this.mailOffset = offset;
    this.view = this.newView();
    this.entries = this.runPrelude(prelude, buffer);
    instance.quickCall.answer = answer;
  }

  /** The array that script and Lab share. */
  get mail(): Float64Array {
    // When the memory of the sandbox grows, it moves.
    if (this.view.length === 0) this.view = this.newView();
    return this.view;
  }

  /** Whether the context has to be made anew before the next call: it was stopped, or its memory is full. */
  get isSpent(): boolean {
    return this.interrupted || this.reported?.kind === 'outOfMemory';
  }

  /** Runs the script's top level and takes its handlers; null when both are there. */
  load(source: string): PlacedFailure | null {
    const failure = this.run(() =>
      this.context.evalCode(source, SCRIPT_FILE, { type: 'global', strict: true }),
    );
    if (failure !== null) return failure;
    const handlers: QuickJSHandle[] = [];
    for (const name of ['NetAllocateSharedMemory', 'NetFreeSharedMemory']) {
      // A declaration with `const` is no property of the global object: only its name finds it.
      const found = this.context.evalCode(`typeof ${name} === 'function' ? ${name} : undefined`, 'lab');
      if (found.error) return this.take(found.error);
      handlers.push(this.keep(found.value));
      if (this.context.typeof(found.value) !== 'function') {
        return { kind: 'exception', message: `The script has no function ${name}.`, line: 1, column: 1 };
      }
    }
    return this.run(() => {
      const line = this.context.callFunction(this.entries.useHandlers, this.context.undefined, handlers);
      if (!line.error) this.allocateLine = this.context.getNumber(line.value);
      return line;
    });
  }

  /** Calls a handler by its prelude entry; what it has to say is in the array, or is the failure. */
  call(entry: 'allocate' | 'free'): PlacedFailure | null {
    const { ffi, quickCall, emscripten } = this.instance;
    const { context } = quickCall;
    if (context === null) throw new Error('the sandbox has not been introduced');
    this.begin(this.callMs);
    const result = ffi.QTS_Call(context, this.entries[entry].value, ffi.QTS_GetUndefined(), 0, NO_ARGUMENTS);
    const error = ffi.QTS_ResolveException(context, result);
    if (error === NO_POINTER) {
      ffi.QTS_FreeValuePointer(context, result);
      return this.reported;
    }
    const text = ffi.QTS_Dump(context, error);
    const dump = emscripten.UTF8ToString(text);
    ffi.QTS_FreeCString(context, text);
    ffi.QTS_FreeValuePointer(context, error);
    ffi.QTS_FreeValuePointer(context, result);
    return this.failureOf(dump, dump);
  }

  dispose(): void {
    for (const handle of this.handles) if (handle.alive) handle.dispose();
    this.context.dispose();
    this.runtime.dispose();
  }

  private runPrelude(prelude: string, buffer: QuickJSHandle): Entries {
    const { context } = this;
    const { quickCall } = this.instance;
    this.begin(PRELUDE_MS);
    const ask = this.keep(context.newFunction('ask', () => undefined));
    const report = this.keep(
      context.newFunction('report', (kind, message, line, stack) => {
        this.note(
          context.getString(kind),
          context.getString(message),
          context.getNumber(line),
          context.getString(stack),
        );
      }),
    );
    const connect = this.keep(context.unwrapResult(context.evalCode(prelude, 'lab')));
    quickCall.introduces = true;
    const entries = this.keep(
      context.unwrapResult(context.callFunction(connect, context.undefined, ask, report, buffer)),
    );
    const entry = (name: string): QuickJSHandle => this.keep(context.getProp(entries, name));
    return { allocate: entry('allocate'), free: entry('free'), useHandlers: entry('useHandlers') };
  }

  /** An ArrayBuffer of the sandbox, and where in the instance's memory its bytes lie: the library asks for them. */
  private newMailbox(): { readonly buffer: QuickJSHandle; readonly offset: number } {
    const { emscripten } = this.instance;
    const malloc = emscripten._malloc.bind(emscripten);
    let offset = 0;
    emscripten._malloc = (bytes) => (offset = malloc(bytes));
    const buffer = this.keep(this.context.newArrayBuffer(new Float64Array(MAILBOX_CELLS).buffer));
    emscripten._malloc = malloc;
    return { buffer, offset };
  }

  private keep(handle: QuickJSHandle): QuickJSHandle {
    this.handles.push(handle);
    return handle;
  }

  private newView(): Float64Array {
    return new Float64Array(this.instance.emscripten.HEAPU8.buffer, this.mailOffset, MAILBOX_CELLS);
  }

  private begin(limitMs: number): void {
    this.limitMs = limitMs;
    this.spentMs = 0;
    this.lastLookMs = this.now();
    this.interrupted = false;
    this.reported = null;
  }

  private isTimeUp(): boolean {
    const now = this.now();
    this.spentMs += Math.min(now - this.lastLookMs, this.limitMs * LONGEST_STEP);
    this.lastLookMs = now;
    if (this.spentMs <= this.limitMs) return false;
    this.interrupted = true;
    return true;
  }

  private run(step: () => ReturnType<QuickJSContext['evalCode']>): PlacedFailure | null {
    this.begin(LOAD_MS);
    const result = step();
    if (result.error) return this.take(result.error);
    result.value.dispose();
    return null;
  }

  /** Reads an error that nobody inside has caught. */
  private take(error: QuickJSHandle): PlacedFailure {
    const { interrupted } = this;
    // Reading can run code of the script once more, under the deadline that has not passed yet or a fresh one.
    this.begin(LOAD_MS);
    const shown: unknown = this.context.dump(error);
    error.dispose();
    this.interrupted = interrupted;
    const message = textOf(shown, 'message');
    const name = textOf(shown, 'name');
    if (shown === null) return this.failureOf('null', '');
    if (message === '' && name === '') return this.failureOf('threw what is no Error', '');
    return this.failureOf(name === '' ? message : `${name}: ${message}`, textOf(shown, 'stack'));
  }

  private failureOf(message: string, stack: string): PlacedFailure {
    const place = PLACE.exec(stack);
    const line = Number(place?.[1] ?? 0);
    const column = Number(place?.[2] ?? 0);
    if (this.interrupted) {
      const limit = `The call took longer than ${this.limitMs} ms and was stopped.`;
      return (this.reported = { kind: 'timeout', message: `${limit} ${STARTS_OVER}`, line, column });
    }
    // Without memory an error cannot be made either: then null is thrown.
    const full = /out of memory/.test(message) || (message === 'null' && hasBeenFull(this.instance));
    if (full) return (this.reported = { kind: 'outOfMemory', message: FULL, line, column });
    return (this.reported = { kind: 'exception', message: cut(message), line, column });
  }

  private note(kind: string, message: string, line: number, stack: string): void {
    const place = PLACE.exec(stack);
    if (kind === 'null' && hasBeenFull(this.instance)) kind = 'outOfMemory';
    const known: ScriptFailureKind = kind === 'badAnswer' || kind === 'outOfMemory' ? kind : 'exception';
    this.reported = {
      kind: known,
      message: known === 'outOfMemory' ? FULL : cut(message),
      line: Number(place?.[1] ?? line),
      column: Number(place?.[2] ?? 0),
    };
  }
}

const FULL = `The script has used up its memory of ${MEMORY_BYTES / 2 ** 20} MiB. ${STARTS_OVER}`;

const cut = (text: string): string =>
  text.length > LONGEST_MESSAGE ? text.slice(0, LONGEST_MESSAGE - 1) + '…' : text;

function textOf(value: unknown, member: 'name' | 'message' | 'stack'): string {
  if (typeof value !== 'object' || value === null) return '';
  const found: unknown = Object.getOwnPropertyDescriptor(value, member)?.value;
  return typeof found === 'string' ? found : '';
}
