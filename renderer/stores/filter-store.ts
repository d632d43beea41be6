import { create } from 'zustand';
import { type FilterContext, type FilterError, Matches, tryFilter } from '../../electron/contract/core.ts';
import { useEngine } from './engine-store.ts';
import { type SessionModel } from './session-model.ts';
import { useView } from './view-store.ts';

/** Events that one frame looks at: a few milliseconds. */
const EVENTS_A_FRAME = 100_000;

interface FilterState {
  readonly text: string;
  /** What is wrong with the text: its column from 1 and what was expected. */
  readonly error: FilterError | null;
  /** Null where there is no filter, or none that can be used. */
  readonly matches: Matches | null;
  /** Rises with what has been found. */
  readonly found: number;
}

/** The filter over the events of the session, and what passes it so far. */
export const useFilter = create<FilterState>()(() => ({ text: '', error: null, matches: null, found: 0 }));

export const filterContext = (model: SessionModel): FilterContext => ({
  session: model.recorded,
  providers: useEngine.getState().status?.providers ?? [],
});

export function setFilter(text: string): void {
  const { model } = useView.getState();
  if (text.trim() === '' || model === null) {
    useFilter.setState({ text, error: null, matches: null, found: 0 });
    return;
  }
  const result = tryFilter(text, filterContext(model));
  if (result.ok) {
    useFilter.setState({
      text,
      error: null,
      matches: new Matches(model.recorded, result.predicate),
      found: 0,
    });
  } else {
    useFilter.setState({ text, error: result.error, matches: null, found: 0 });
  }
}

/** One frame of looking; called by the frame loop. */
export function lookForMatches(): void {
  const { matches, found } = useFilter.getState();
  if (matches === null) return;
  const before = matches.lookedAt;
  matches.look(EVENTS_A_FRAME);
  if (matches.lookedAt !== before && (matches.count !== found || found === 0)) {
    useFilter.setState({ found: matches.count });
  }
}

// A filter is kept from session to session, but what passed it is not.
useView.subscribe(
  (state) => state.model,
  () => setFilter(useFilter.getState().text),
);
