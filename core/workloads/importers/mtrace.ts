import { type Sentence } from '../../words/sentence.ts';
import { type TraceProgram } from '../trace-program.ts';
import { LiveAddresses } from './live-addresses.ts';
import { latin1, mistakeColumn, printable, type TraceError } from './trace-error.ts';
import { sayOfTrace as say } from './trace-sentences.ts';

/** The place is missing where glibc did not know the caller. Only it may hold blanks. */
const LINE = /^(?:@ .*\s)?([-+<>!]) (0x[0-9a-f]+|\(nil\))(?: (0x[0-9a-f]+|0))?$/;
/** The same part by part: what stands behind the last one that is there is at fault. */
const PLACE = /(?:@ .*\s)?(?=[-+<>!] )/y;
const MARK = /[-+<>!] /y;
const ADDRESS = /(?:0x[0-9a-f]+|\(nil\))(?= |$)/y;
const PARTS = [PLACE, MARK, ADDRESS, / /y];
const FRAME = /^= (?:Start|End)$/;

/** Whether a first line is one of glibc's mtrace. */
export const isMtraceLine = (text: string): boolean => FRAME.test(text) || LINE.test(text);

/**
 * Text that glibc's mtrace() writes: `+` allocates, `-` frees, `<` and the `>` behind it are one realloc, `!` is a
 * realloc that failed. Addresses and sizes are hexadecimal.
 */
export class MtraceReader {
  private readonly addresses = new LiveAddresses('mtrace');
  /** Old address of a realloc whose `>` has not come yet. */
  private resized: string | null = null;

  readonly read = (bytes: Uint8Array, from: number, to: number, line: number): TraceError | null => {
    if (from === to) return null;
    const text = latin1(bytes.subarray(from, to));
    if (this.resized === null && FRAME.test(text)) return null;
    const parts = LINE.exec(text);
    const [, mark, address = '', size] = parts ?? [];
    const sized = mark === '+' || mark === '>' || mark === '!';
    const bad = parts === null || sized !== (size !== undefined);
    if (bad || (this.resized !== null) !== (mark === '>')) {
      const found = printable(bytes.subarray(from, to));
      const column = mistakeColumn(text, bad ? PARTS : [PLACE]);
      return { code: 'bad-line', line, column, found, expected: this.expected(bad, mark) };
    }
    this.take(mark ?? '', address, Number(size ?? 0));
    return this.addresses.fullAt(line);
  };

  /** @param lines lines of the whole file */
  finish(lines: number): TraceError | TraceProgram {
    if (this.resized === null) return this.soFar();
    const found = say('endOfFile');
    return { code: 'cut-off', line: lines + 1, found, expected: this.expected(false, '<') };
  }

  soFar(): TraceProgram {
    return this.addresses.build();
  }

  private expected(bad: boolean, mark: string | undefined): Sentence {
    if (this.resized !== null) return say('reallocEnd');
    return !bad && mark === '>' ? say('reallocBegin') : say('mtraceLine');
  }

  private take(mark: string, address: string, size: number): void {
    const { addresses, resized } = this;
    this.resized = null;
    if (mark === '<') this.resized = address;
    else if (mark === '!' || (mark === '+' && address === '(nil)')) addresses.leaveOut('failedInRecording');
    else if (mark === '+') addresses.allocate(address, size);
    else if (mark === '>') addresses.resize(resized ?? '', address, size);
    else addresses.free(address);
  }
}
