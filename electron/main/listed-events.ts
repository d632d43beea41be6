import { tryFilter } from '../../core/query/compile-filter.ts';
import { fail, ok, type Result } from './result.ts';
import { type ListedEvents } from '../contract/schemas.ts';
import { type LeavingSession } from '../files/export-session.ts';

/** The session with those of its events alone that the table of calls lists. */
export function onlyListed(source: LeavingSession, listed: ListedEvents): Result<LeavingSession> {
  const { session } = source.description;
  const isBefore = (seq: number): boolean => seq < listed.before;
  if (listed.filter === null) {
    session.indexNew();
    const isNotable = (seq: number): boolean => session.nextNotable(seq - 1, 1) === seq;
    return ok({ ...source, includes: (seq) => isBefore(seq) && isNotable(seq) });
  }
  const filter = tryFilter(listed.filter, { session, providers: source.providers });
  if (!filter.ok)
    return fail({ code: 'bad-message', field: 'listed.filter', message: filter.error.sentence });
  const { log } = session;
  const passes = (seq: number): boolean => filter.predicate(log.wordsOf(seq), log.offsetOf(seq), seq);
  return ok({ ...source, includes: (seq) => isBefore(seq) && passes(seq) });
}
