import { create } from 'zustand';
import { subscribeWithSelector } from 'zustand/middleware';
import { recordBlock } from '../../electron/contract/core.ts';
import { type MapMode } from '../map/map-view.ts';
import { type ColourBy } from './colour-by.ts';
import { type SessionModel } from './session-model.ts';

/** Events a second at speed 1. */
export const BASE_EVENTS_PER_SECOND = 200;
/** 0 stands for "as fast as drawn". */
export const SPEEDS = [0.25, 0.5, 1, 2, 4, 8, 16, 32, 64, 0] as const;
export type Speed = (typeof SPEEDS)[number];

export interface ViewState {
  /** Null until the first session has arrived. */
  readonly model: SessionModel | null;
  /** Rises whenever the panels have something new to show. */
  readonly revision: number;
  /** Events before the cursor. */
  readonly position: number;
  readonly length: number;
  readonly playing: boolean;
  /** The cursor stays at the end while events arrive. */
  readonly following: boolean;
  readonly speed: Speed;
  readonly selectedSeq: number | null;
  readonly selectedBlock: number | null;
  readonly colourBy: ColourBy;
  readonly mapMode: MapMode;
  /** How the map is drawn: WebGL2 or Canvas 2D. */
  readonly rendererKind: string;
  readonly isolated: number | null;
}

/** What the window looks at. Written by the playback, by selections and by the frame loop; read by every panel. */
export const useView = create<ViewState>()(
  subscribeWithSelector((): ViewState => ({
    model: null,
    revision: 0,
    position: 0,
    length: 0,
    playing: false,
    following: true,
    speed: 1,
    selectedSeq: null,
    selectedBlock: null,
    colourBy: 'queue',
    mapMode: 'address',
    rendererKind: '',
    isolated: null,
  })),
);

export function showSession(model: SessionModel): void {
  const { colourBy } = useView.getState();
  model.recolour(colourBy, null);
  useView.setState((state) => ({
    model,
    revision: state.revision + 1,
    position: 0,
    length: 0,
    playing: false,
    following: true,
    selectedSeq: null,
    selectedBlock: null,
    isolated: null,
  }));
}

/** Selects an event and the block that it is about. */
export function selectEvent(seq: number | null): void {
  const { model } = useView.getState();
  if (model === null || seq === null || seq < 0 || seq >= model.recorded.log.length) {
    useView.setState({ selectedSeq: null, selectedBlock: null });
    return;
  }
  const words = model.recorded.log.wordsOf(seq);
  const block = recordBlock(words, model.recorded.log.offsetOf(seq));
  useView.setState({ selectedSeq: seq, selectedBlock: block === 0 ? null : block });
}

/** Selects a block and, with it, the event that made it. */
export function selectBlock(block: number | null): void {
  const { model } = useView.getState();
  if (model === null || block === null) {
    useView.setState({ selectedSeq: null, selectedBlock: null });
    return;
  }
  const seq = model.recorded.seqOfBlock(block);
  useView.setState({ selectedSeq: seq < 0 ? null : seq, selectedBlock: block });
}

export function setColourBy(colourBy: ColourBy): void {
  const { model } = useView.getState();
  model?.recolour(colourBy, null);
  useView.setState((state) => ({ colourBy, isolated: null, revision: state.revision + 1 }));
}

export const setMapMode = (mapMode: MapMode): void => useView.setState({ mapMode });

/** Shows one legend entry alone; the same entry again shows all. */
export function toggleIsolated(key: number): void {
  const { model, isolated, colourBy } = useView.getState();
  const next = isolated === key ? null : key;
  model?.recolour(colourBy, next);
  useView.setState((state) => ({ isolated: next, revision: state.revision + 1 }));
}
