import { create } from 'zustand';
import { type Architecture, type NdisVersion } from '../../electron/contract/core.ts';

/** What the decoder works on; it stays while the dialog is closed. */
interface DecoderState {
  readonly text: string;
  /** Null tells it from Header.Size. */
  readonly architecture: Architecture | null;
  /** NDIS version that the caller declared. */
  readonly version: NdisVersion;
}

export const useDecoder = create<DecoderState>()(() => ({ text: '', architecture: null, version: 630 }));

export const changeDecoder = (change: Partial<DecoderState>): void => useDecoder.setState(change);
