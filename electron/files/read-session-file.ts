import { stat } from 'node:fs/promises';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { RECORD_WORDS, recordProvider } from '../../core/events/record.ts';
import { type RecordedSession } from '../../core/events/recorded-session.ts';
import { type Journal } from '../../core/history/journal.ts';
import { type Compressor, FIRST_LINE } from '../../core/session-file/chunk.ts';
import { STOPPED } from '../../core/session-file/file-sentences.ts';
import {
  type FileProblem,
  type ReadSession,
  sessionReading,
  type SessionReading,
} from '../../core/session-file/session-reader.ts';
import { type Sentence } from '../../core/words/sentence.ts';
import { readBytes } from './read-bytes.ts';
import { type ReadWatch } from './read-watch.ts';
import { sayOfReading as say } from './reading-sentences.ts';
import { readJournals } from './stored-journal.ts';
import { sentenceOfError } from './system-errors.ts';
import {
  type BranchBookmark,
  type NamedProvider,
  parseBranches,
  parseLineNumbers,
  parseMarks,
  parseProviders,
  parseSettings,
  type SessionSettings,
} from './session-settings.ts';

/** Larger files are refused: their events would not fit into memory. */
const MOST_BYTES = 2 ** 31 - 1;

/** Packs and unpacks at once. */
export const zlibCompressor: Compressor = {
  deflate: (bytes) => deflateRawSync(bytes),
  inflate(bytes, rawBytes) {
    try {
      const raw = inflateRawSync(bytes, { maxOutputLength: Math.max(1, rawBytes) });
      return raw.length === rawBytes ? raw : null;
    } catch {
      return null;
    }
  },
};

/** A log with what is known of its machine. */
export interface OpenedLine {
  readonly session: RecordedSession;
  /** What was done to its machine; null where the file does not say. */
  readonly journal: Journal | null;
}

/** A branch of a session in a file. */
export interface OpenedBranch extends OpenedLine {
  readonly id: number;
  readonly name: string;
  readonly parent: number | null;
  readonly forkSeq: number;
  /** The line as it was before something was undone, and how many of its last entries were; null when nothing was. */
  readonly undone: (OpenedLine & { readonly entries: number }) | null;
}

export interface OpenedSession {
  readonly settings: SessionSettings;
  /** The branch that was shown last. */
  readonly session: RecordedSession;
  /** All branches; one in a session that has never gone another way. */
  readonly branches: readonly OpenedBranch[];
  /** Id of the branch that was shown last. */
  readonly currentBranch: number;
  readonly providers: readonly NamedProvider[];
  readonly marks: readonly BranchBookmark[];
  /** What could not be read of the file, each with its file and place; empty for an intact one. */
  readonly problems: readonly Sentence[];
}

/** What a watched reading does at a time, between two looks at what else there is to do. */
const SLICE_MS = 12;
/** What is spent on the part of a file that had come in when a person stopped it. */
const KEEPING_MS = 400;

/**
 * Reads a session file, as far as it can be trusted; an error names the file, the byte and what was expected. Of a
 * file that a person stops reading, the events before are kept.
 */
export async function readSessionFile(
  path: string,
  watch?: ReadWatch,
): Promise<
  { readonly ok: true; readonly opened: OpenedSession } | { readonly ok: false; readonly message: Sentence }
> {
  const placed = ({ offsetBytes, message }: FileProblem): Sentence =>
    say('atByte', { file: path, at: offsetBytes, what: message });
  let bytes: Uint8Array;
  let size: number;
  try {
    ({ size } = await stat(path));
    if (size > MOST_BYTES)
      return {
        ok: false,
        message: say('inFile', { file: path, what: say('tooLarge', { most: MOST_BYTES, found: size }) }),
      };
    bytes = await readBytes(path, size, watch);
  } catch (error) {
    return { ok: false, message: say('inFile', { file: path, what: sentenceOfError(error) }) };
  }
  const stopped =
    bytes.length < size && watch?.signal.aborted === true
      ? [say('atByte', { file: path, at: bytes.length, what: STOPPED })]
      : [];
  const read = await readWatched(
    sessionReading(bytes, { ...zlibCompressor, parseSettings, parseLineNumbers }),
    watch,
  );
  if (!read.ok) {
    return { ok: false, message: stopped[0] ?? placed(read.problem) };
  }
  const { settings, session, marks, providers, problems } = read;
  const journals = readJournals(read.parts, read.journals);
  const named = parseProviders(providers);
  return {
    ok: true,
    opened: {
      settings,
      session,
      ...branchesOf(read.branches, read.lines, session, journals),
      providers: named.length > 0 ? named : numberedProviders(read.lines.values()),
      marks: parseMarks(marks),
      problems: [...stopped, ...problems.map(placed)],
    },
  };
}

/** Goes through a reading; one that is watched leaves the event loop free in between. */
async function readWatched<Settings>(
  reading: SessionReading<Settings>,
  watch: ReadWatch | undefined,
): Promise<ReadSession<Settings>> {
  // Of a file whose bytes a person has stopped, the first events are worth a moment more.
  const patience = watch?.signal.aborted === true ? performance.now() + KEEPING_MS : 0;
  for (let rest = performance.now() + SLICE_MS; ;) {
    const step = reading.next(watch?.signal.aborted === true && performance.now() > patience);
    if (step.done === true) return step.value;
    if (watch === undefined || performance.now() < rest) continue;
    watch.onProgress(step.value, 'checking');
    await new Promise(setImmediate);
    rest = performance.now() + SLICE_MS;
  }
}

/** The branches whose lines could be read; a session without branches is one branch of its own. */
function branchesOf(
  text: Uint8Array | null,
  lines: ReadonlyMap<number, RecordedSession>,
  shown: RecordedSession,
  journals: ReadonlyMap<number, Journal>,
): Pick<OpenedSession, 'branches' | 'currentBranch'> {
  const named = parseBranches(text);
  const lineOf = (line: number): OpenedLine | null => {
    const session = lines.get(line);
    return session === undefined ? null : { session, journal: journals.get(line) ?? null };
  };
  const branches = (named?.branches ?? []).flatMap(({ line, undone, ...branch }) => {
    const opened = lineOf(line);
    if (opened === null) return [];
    const before = undone === undefined ? null : lineOf(undone.line);
    return [{ ...branch, ...opened, undone: before && { ...before, entries: undone?.entries ?? 0 } }];
  });
  const current = branches.find(({ id }) => id === named?.current);
  if (current?.session === shown) return { branches, currentBranch: current.id };
  const only = [...lines].find(([, session]) => session === shown)?.[0] ?? FIRST_LINE;
  const journal = journals.get(only) ?? null;
  return {
    branches: [{ id: 1, name: '', parent: null, forkSeq: 0, session: shown, journal, undone: null }],
    currentBranch: 1,
  };
}

/** Names for the providers that the events speak of, where the chunk that names them is lost. */
function numberedProviders(sessions: Iterable<RecordedSession>): readonly NamedProvider[] {
  const isThere = new Uint8Array(256);
  for (const { log } of sessions) {
    for (let seq = 0; seq < log.length;) {
      const words = log.wordsOf(seq);
      const end = seq + log.spanOf(seq);
      for (let at = log.offsetOf(seq); seq < end; seq++, at += RECORD_WORDS)
        isThere[recordProvider(words, at)] = 1;
    }
  }
  return Array.from(isThere.keys()).flatMap((code) =>
    code > 0 && isThere[code] === 1 ? [{ code, id: `provider-${code}` }] : [],
  );
}
