import { type Sentence } from '../../words/sentence.ts';
import { type TraceProgram } from '../trace-program.ts';
import { LiveAddresses } from './live-addresses.ts';
import { latin1, printable, type TraceError } from './trace-error.ts';
import { sayOfTrace as say } from './trace-sentences.ts';

/** First line of every recording. */
const TITLE = 'Vulkan Memory Allocator,Calls recording';
const VERSION = /^1,\d{1,3}$/;

/** Where a function that allocates has its columns: bytes, and the address or addresses that came of it. */
interface AllocatingCall {
  readonly size: number;
  readonly allocation: number;
}
const ALLOCATING = new Map<string, AllocatingCall>([
  ['vmaCreateBuffer', { size: 5, allocation: 14 }],
  ['vmaAllocateMemory', { size: 4, allocation: 13 }],
  ['vmaAllocateMemoryPages', { size: 4, allocation: 13 }],
  ['vmaAllocateMemoryForBuffer', { size: 4, allocation: 15 }],
  ['vmaAllocateMemoryForImage', { size: 4, allocation: 15 }],
]);
const FREEING: ReadonlySet<string> = new Set([
  'vmaDestroyBuffer',
  'vmaFreeMemory',
  'vmaFreeMemoryPages',
  'vmaDestroyImage',
]);
/** Columns before the parameters: thread, seconds, frame, function. */
const SECONDS = 1;
const FUNCTION = 3;
const FIRST_PARAMETER = 4;
const RESIZED_BYTES = 5;

const ADDRESSES = /^[0-9a-f]{1,16}(?: [0-9a-f]{1,16})*$/i;
const WHOLE = /^\d{1,20}$/;
const TIME = /^\d{1,12}(?:\.\d{1,9})?$/;
const NULL_ADDRESS = /^0+$/;

/** Whether a first line is that of a recording of the Vulkan Memory Allocator. */
export const isVmaLine = (text: string): boolean => text.trimEnd() === TITLE;

/**
 * Recordings of AMD's Vulkan Memory Allocator ("Recording and replay", format 1.x): lines of comma-separated columns,
 * a function call each. Buffers and plain memory have a size; an image has none in the recording, its driver decides,
 * so images are left out and counted.
 */
export class VmaReader {
  private readonly addresses = new LiveAddresses('vma');
  /** Title and version are read first; a configuration may follow. */
  private headerLines = 0;
  private inConfiguration = false;

  readonly read = (bytes: Uint8Array, from: number, to: number, line: number): TraceError | null => {
    const text = latin1(bytes.subarray(from, to)).trimEnd();
    if (text === '') return null;
    if (this.headerLines < 2) return this.readHeader(text, line);
    if (text === 'Config,Begin' || text === 'Config,End') {
      this.inConfiguration = text === 'Config,Begin';
      return null;
    }
    if (this.inConfiguration) return null;
    const columns = text.split(',');
    return this.readCall(columns, line) ?? this.addresses.fullAt(line);
  };

  /** @param lines lines of the whole file */
  finish(lines: number): TraceError | TraceProgram {
    if (this.headerLines >= 2 && !this.inConfiguration) return this.soFar();
    const expected = this.inConfiguration ? say('configurationEnd') : say('vmaVersion');
    return { code: 'cut-off', line: lines + 1, found: say('endOfFile'), expected };
  }

  soFar(): TraceProgram {
    return this.addresses.build();
  }

  private readHeader(text: string, line: number): TraceError | null {
    const good = this.headerLines === 0 ? isVmaLine(text) : VERSION.test(text);
    this.headerLines++;
    if (good) return null;
    return { code: 'bad-line', line, found: shown(text), expected: say('vmaFirstVersion') };
  }

  private readCall(columns: readonly string[], line: number): TraceError | null {
    const name = columns[FUNCTION] ?? '';
    const seconds = columns[SECONDS] ?? '';
    if (!TIME.test(seconds)) return badColumn(columns, SECONDS, line, say('seconds'));
    if (!/^vma[A-Z]\w*$/.test(name)) return badColumn(columns, FUNCTION, line, say('vmaFunction'));
    const timeNs = Math.round(Number(seconds) * 1e9);
    const allocating = ALLOCATING.get(name);
    if (allocating !== undefined) return this.allocate(columns, line, allocating, timeNs);
    if (FREEING.has(name)) return this.free(columns, line, name, timeNs);
    if (name === 'vmaResizeAllocation') return this.resize(columns, line, timeNs);
    this.addresses.leaveOut(name === 'vmaCreateImage' ? 'imageWithoutSize' : 'otherEvent');
    return null;
  }

  private allocate(
    columns: readonly string[],
    line: number,
    { size, allocation }: AllocatingCall,
    timeNs: number,
  ): TraceError | null {
    const bytes = columns[size] ?? '';
    const addresses = columns[allocation] ?? '';
    if (!WHOLE.test(bytes)) return badColumn(columns, size, line, say('size'));
    if (!ADDRESSES.test(addresses)) return badColumn(columns, allocation, line, say('address'));
    for (const address of addresses.split(' ')) {
      if (NULL_ADDRESS.test(address)) this.addresses.leaveOut('failedInRecording');
      else this.addresses.allocate(address, Number(bytes), timeNs);
    }
    return null;
  }

  private free(columns: readonly string[], line: number, name: string, timeNs: number): TraceError | null {
    const addresses = columns[FIRST_PARAMETER] ?? '';
    if (!ADDRESSES.test(addresses)) return badColumn(columns, FIRST_PARAMETER, line, say('address'));
    for (const address of addresses.split(' ')) {
      // Freeing VK_NULL_HANDLE is allowed and does nothing.
      if (NULL_ADDRESS.test(address)) this.addresses.leaveOut('otherEvent');
      else if (name === 'vmaDestroyImage' && !this.addresses.isLive(address)) {
        this.addresses.leaveOut('imageWithoutSize');
      } else this.addresses.free(address, timeNs);
    }
    return null;
  }

  private resize(columns: readonly string[], line: number, timeNs: number): TraceError | null {
    const address = columns[FIRST_PARAMETER] ?? '';
    const bytes = columns[RESIZED_BYTES] ?? '';
    if (!ADDRESSES.test(address)) return badColumn(columns, FIRST_PARAMETER, line, say('address'));
    if (!WHOLE.test(bytes)) return badColumn(columns, RESIZED_BYTES, line, say('size'));
    this.addresses.resize(address, address, Number(bytes), timeNs);
    return null;
  }
}

const shown = (text: string): Sentence =>
  printable(Uint8Array.from(text, (letter) => letter.charCodeAt(0) & 0xff));

function badColumn(columns: readonly string[], index: number, line: number, what: Sentence): TraceError {
  const found = columns[index];
  const before = columns.slice(0, index).reduce((sum, column) => sum + column.length + 1, 0);
  return {
    code: 'bad-line',
    line,
    column: found === undefined ? before : before + 1,
    found: found === undefined ? say('onlyColumns', { columns: columns.length }) : shown(found),
    expected: say('inVmaColumn', { what, column: index + 1 }),
  };
}
