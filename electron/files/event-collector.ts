import { RECORD_WORDS } from '../../core/events/record.ts';
import { RecordedSession } from '../../core/events/recorded-session.ts';
import { wordsOfHex } from '../../core/exports/raw-event.ts';
import { PAGE_SIZE } from '../../core/memory/units.ts';
import { EventChecker } from '../../core/session-file/check-events.ts';
import { type Sentence, SentenceError } from '../../core/words/sentence.ts';
import { sayOfEventText as say } from './event-text-sentences.ts';
import { type OpenedSession } from './read-session-file.ts';
import { type NamedProvider, type SessionSettings } from './session-settings.ts';

/** What is wrong with a line of text, where in it, and what was expected there. */
export class LineError extends SentenceError {
  constructor(line: number, place: Sentence, expected: Sentence) {
    super(say('inPlace', { line, place, expected }));
  }
}

/** Where a field stands in a line of text, for people. */
export type PlaceOf = (field: 'seq' | 'record' | 'side') => Sentence;

/** What events need beside themselves to be a session. */
export interface SessionHead {
  readonly settings: SessionSettings;
  readonly providers: readonly NamedProvider[];
}

/** Gathers events that come back as text, and holds them to what a machine can have recorded. */
export class EventCollector {
  readonly session = new RecordedSession();
  private readonly checker: EventChecker;

  constructor(private readonly head: SessionHead) {
    const { basePage, memoryBytes } = head.settings;
    this.checker = new EventChecker(basePage, memoryBytes / PAGE_SIZE);
  }

  /** @throws LineError that names the place of the field; what was added before stays */
  add(line: number, placeOf: PlaceOf, seq: number, record: string, side: string): void {
    const firstSeq = this.session.log.length;
    if (seq !== firstSeq)
      throw new LineError(line, placeOf('seq'), say('nextSeq', { next: firstSeq, found: seq }));
    const records = wordsOfHex(record);
    if (records?.length !== RECORD_WORDS) throw new LineError(line, placeOf('record'), say('record'));
    const sideWords = wordsOfHex(side);
    if (sideWords === null) throw new LineError(line, placeOf('side'), say('side'));
    const batch = { firstSeq, records, side: sideWords };
    const problem = this.checker.problemOf(batch);
    if (problem !== null)
      throw new LineError(line, placeOf('record'), say('possibleEvent', { why: problem }));
    this.session.append(batch);
  }

  /** What was gathered. @param problem why the rest is missing, null when nothing is */
  opened(problem: Sentence | null): OpenedSession {
    const { session, head } = this;
    return {
      settings: head.settings,
      session,
      branches: [{ id: 1, name: '', parent: null, forkSeq: 0, session, journal: null, undone: null }],
      currentBranch: 1,
      providers: head.providers,
      marks: head.settings.bookmarks,
      problems: problem === null ? [] : [problem],
    };
  }
}
