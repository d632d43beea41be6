import { useState } from 'react';
import { parseDecorator } from '../../electron/contract/core.ts';

/** Decorators that a person stacks around a provider, and the one that is being written. */
export interface LayerStack {
  readonly layers: readonly string[];
  readonly text: string;
  /** What was written is no decorator. */
  readonly wrong: boolean;
  readonly change: (layers: readonly string[]) => void;
  readonly write: (text: string) => void;
  /** Puts what was written on top; the whole stack, or null where that is no decorator. */
  readonly take: () => readonly string[] | null;
}

export function useLayerStack(initial: readonly string[]): LayerStack {
  const [layers, change] = useState(initial);
  const [text, write] = useState('');
  const [wrong, setWrong] = useState(false);
  const take = (): readonly string[] | null => {
    const layer = text.trim();
    if (layer === '') return layers;
    const known = parseDecorator(layer) !== null;
    setWrong(!known);
    if (!known) return null;
    const all = [...layers, layer];
    change(all);
    write('');
    return all;
  };
  return { layers, text, wrong, change, write, take };
}
