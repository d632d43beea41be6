import { create } from 'zustand';
import { type Bookmark } from '../../electron/contract/schemas.ts';
import { EditHistory } from './edit-history.ts';
import { useEngine } from './engine-store.ts';
import { seek } from './playback.ts';
import { selectEvent, useView } from './view-store.ts';

/** Bookmarks of the session in the order of their events; `seq` is the event before the cursor that was marked. */
export const useBookmarks = create<{ readonly bookmarks: readonly Bookmark[] }>()(() => ({ bookmarks: [] }));

let shownEpoch = -1;
useView.subscribe(
  (state) => state.model,
  (model) => {
    if (model === null || model.info.epoch === shownEpoch) return;
    shownEpoch = model.info.epoch;
    useBookmarks.setState({ bookmarks: model.info.bookmarks });
    edits.clear();
    lookAtEdits();
  },
);

const edits = new EditHistory<readonly Bookmark[]>();

/** Whether an edit of the bookmarks is the newest thing that can be taken back, or made again. */
export const useBookmarkEdits = create<Readonly<Record<'undo' | 'redo', boolean>>>()(() => ({
  undo: false,
  redo: false,
}));

/** Another text when the engine has done something, or taken it back; what a running workload does is one thing. */
function engineDid(): string {
  const { status } = useEngine.getState();
  if (status === null) return '';
  const { currentBranch, undo, redo, state, events } = status;
  return `${currentBranch} ${undo ?? ''} ${redo ?? ''} ${state === 'running' ? 'running' : events}`;
}

function lookAtEdits(): void {
  const at = engineDid();
  const can = { undo: edits.can('undo', at), redo: edits.can('redo', at) };
  const known = useBookmarkEdits.getState();
  if (can.undo !== known.undo || can.redo !== known.redo) useBookmarkEdits.setState(can);
}
useEngine.subscribe(lookAtEdits);

function set(bookmarks: readonly Bookmark[]): void {
  useBookmarks.setState({ bookmarks });
  void window.lab.setBookmarks({ bookmarks });
  lookAtEdits();
}

/** @param about names what is changed, where several changes in a row are one */
function change(bookmarks: readonly Bookmark[], about = ''): void {
  const before = useBookmarks.getState().bookmarks;
  edits.note({ before, after: bookmarks, about: about === '' ? `${++changes}` : about, at: engineDid() });
  set(bookmarks);
}
let changes = 0;

/** Takes the newest edit of the bookmarks back, or makes it again; false when the engine has done something since. */
export function stepBookmarks(action: 'undo' | 'redo'): boolean {
  const bookmarks = edits.step(action, engineDid());
  if (bookmarks !== null) set(bookmarks);
  return bookmarks !== null;
}

/** Marks the event before the cursor, or takes its mark away. */
export function toggleBookmark(): void {
  const { position } = useView.getState();
  if (position === 0) return;
  const seq = position - 1;
  const { bookmarks } = useBookmarks.getState();
  const others = bookmarks.filter((bookmark) => !isMoment(bookmark, seq));
  if (others.length < bookmarks.length) change(others);
  else change(ordered([...others, { seq, note: '' }]));
}

/** Keeps a range of events, its last one included; the same range is kept once. */
export function addRange(seq: number, endSeq: number): void {
  const { bookmarks } = useBookmarks.getState();
  if (bookmarks.some((mark) => mark.seq === seq && mark.endSeq === endSeq)) return;
  change(ordered([...bookmarks, { seq, endSeq, note: '' }]));
}

export const isMoment = ({ seq, endSeq }: Bookmark, event: number): boolean =>
  seq === event && endSeq === undefined;

const ordered = (bookmarks: readonly Bookmark[]): readonly Bookmark[] =>
  [...bookmarks].sort((one, two) => one.seq - two.seq || (one.endSeq ?? 0) - (two.endSeq ?? 0));

export function removeBookmark(mark: Bookmark): void {
  change(useBookmarks.getState().bookmarks.filter((bookmark) => bookmark !== mark));
}

export function noteBookmark(mark: Bookmark, note: string): void {
  change(
    useBookmarks.getState().bookmarks.map((bookmark) => (bookmark === mark ? { ...mark, note } : bookmark)),
    `note of ${mark.seq} ${mark.endSeq ?? ''}`,
  );
}

export function goToBookmark(seq: number): void {
  seek(seq + 1);
  selectEvent(seq);
}

/** To the nearest bookmark behind (1) or before (-1) the cursor. */
export function stepToBookmark(direction: 1 | -1): void {
  const { position } = useView.getState();
  const { bookmarks } = useBookmarks.getState();
  const next =
    direction === 1
      ? bookmarks.find(({ seq }) => seq + 1 > position)
      : bookmarks.findLast(({ seq }) => seq + 1 < position);
  if (next !== undefined) goToBookmark(next.seq);
}
