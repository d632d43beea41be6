import loadModule from '@jitl/quickjs-wasmfile-release-sync/emscripten-module';
import { QuickJSFFI } from '@jitl/quickjs-wasmfile-release-sync/ffi';
import wasmDataUrl from '@jitl/quickjs-wasmfile-release-sync/wasm?url&inline';
import {
  type HostRefId,
  type JSContextPointer,
  type JSValuePointer,
  newQuickJSWASMModuleFromVariant,
  type QuickJSEmscriptenModule,
  type QuickJSWASMModule,
} from 'quickjs-emscripten-core';

/**
 * An instance of QuickJS with its own linear memory. `quickjs` is the library's careful interface; `ffi` and
 * `emscripten` are what lies below it, for the one call that has to be quick.
 */
export interface QuickJSInstance {
  readonly quickjs: QuickJSWASMModule;
  readonly ffi: QuickJSFFI;
  readonly emscripten: QuickJSEmscriptenModule;
  readonly quickCall: QuickCall;
}

/** JS_INTERRUPT_COUNTER_INIT and INTERRUPT_COUNTER_INIT of QuickJS: steps between two looks at the clock. */
const SHIPPED_STEPS = 10_000;
/**
 * Steps between two looks here. A step can be a built-in function that takes a millisecond, so ten thousand of them
 * are far too many for a limit of five.
 */
const STEPS = 16;

/** `i32.const n; i32.store`, the constant as a LEB128 of three bytes whatever its size. */
const storeOf = (steps: number): readonly number[] => [
  0x41,
  0x80 | (steps & 0x7f),
  0x80 | ((steps >> 7) & 0x7f),
  (steps >> 14) & 0x7f,
  0x36,
];
/** The interpreter's counter and the two of regular expressions. */
const STORES = 3;

/** What a script may use of memory, and what QuickJS was built to begin with. */
export const MEMORY_BYTES = 16 * 2 ** 20;
const WASM_PAGE_BYTES = 64 * 1024;
const INITIAL_PAGES = 256;
/** Where the heap begins, behind data and stack. */
const HEAP_BASE_BYTES = 5.25 * 2 ** 20;
/**
 * The limit that holds: this build of QuickJS knows no sizes of what it has allocated, so its own limit stops nothing
 * but a single request that is too large.
 */
const MOST_PAGES = (HEAP_BASE_BYTES + MEMORY_BYTES) / WASM_PAGE_BYTES;

/** Whether an instance has had all the memory that there is for it; it never gets smaller again. */
export const hasBeenFull = ({ emscripten }: QuickJSInstance): boolean =>
  emscripten.HEAPU8.length === MOST_PAGES * WASM_PAGE_BYTES;

let wasm: ArrayBuffer | null = null;

/** The WebAssembly of QuickJS with the shorter interval. It is bundled as text, so that no file has to be found. */
function wasmBinary(): ArrayBuffer {
  if (wasm !== null) return wasm;
  const bytes = new Uint8Array(Buffer.from(wasmDataUrl.slice(wasmDataUrl.indexOf(',') + 1), 'base64'));
  const shipped = storeOf(SHIPPED_STEPS);
  const wanted = storeOf(STEPS);
  let found = 0;
  for (let at = bytes.indexOf(shipped[0] ?? 0); at >= 0; at = bytes.indexOf(shipped[0] ?? 0, at + 1)) {
    if (!shipped.every((byte, index) => bytes[at + index] === byte)) continue;
    bytes.set(wanted, at);
    found++;
  }
  // The package is pinned; another build of it has to be looked at before it is trusted.
  if (found !== STORES) throw new Error(`QuickJS: expected ${STORES} interrupt counters, found ${found}`);
  wasm = bytes.buffer;
  return wasm;
}

/**
 * The host function that scripts call most, answered before the library unwraps arguments that it does not have: a
 * third of the price.
 */
export interface QuickCall {
  /** Set while the next host call is the first one of that function; it only introduces itself. */
  introduces: boolean;
  context: JSContextPointer | null;
  function: HostRefId | null;
  answer: () => void;
}

/** A fresh instance; nothing of an earlier one is in it. */
export async function newQuickJSInstance(): Promise<QuickJSInstance> {
  const wasmMemory = new WebAssembly.Memory({ initial: INITIAL_PAGES, maximum: MOST_PAGES });
  const emscripten = await loadModule({ wasmBinary: wasmBinary(), wasmMemory });
  const quickjs = await newQuickJSWASMModuleFromVariant({
    type: 'sync',
    importFFI: () => Promise.resolve(QuickJSFFI),
    importModuleLoader: () => Promise.resolve(() => Promise.resolve(emscripten)),
  });
  const quickCall: QuickCall = { introduces: false, context: null, function: null, answer: () => undefined };
  answerQuickly(emscripten, quickCall);
  return { quickjs, ffi: new QuickJSFFI(emscripten), emscripten, quickCall };
}

function answerQuickly(emscripten: QuickJSEmscriptenModule, quick: QuickCall): void {
  const { callbacks } = emscripten;
  const { callFunction } = callbacks;
  emscripten.callbacks = {
    freeHostRef: callbacks.freeHostRef,
    loadModuleSource: callbacks.loadModuleSource,
    normalizeModule: callbacks.normalizeModule,
    shouldInterrupt: callbacks.shouldInterrupt,
    callFunction: (asyncify, context, self, argumentCount, argumentValues, id) => {
      if (quick.introduces) {
        quick.introduces = false;
        quick.context = context;
        quick.function = id;
        return UNDEFINED;
      }
      if (id !== quick.function || context !== quick.context)
        return callFunction(asyncify, context, self, argumentCount, argumentValues, id);
      quick.answer();
      return UNDEFINED;
    },
  };
}
/** The library's way of returning nothing from a host function. */
const UNDEFINED = 0 as JSValuePointer;
