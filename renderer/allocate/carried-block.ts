import { create } from 'zustand';
import { allocationHandleOf } from '../../electron/contract/core.ts';
import { free } from '../app/lab-commands.ts';

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** The block that is dragged off the map, and where the pointer is in the window; null while none is. */
export const useCarried = create<{
  readonly carried: { readonly block: number; readonly at: Spot } | null;
}>()(() => ({ carried: null }));

/** Elements with this attribute free what is dropped on them. */
const TARGET = '[data-frees]';

/** The element at a place on which a block is freed; null where there is none. */
export const targetAt = ({ x, y }: Spot): Element | null =>
  document.elementsFromPoint(x, y).find((element) => element.matches(TARGET)) ?? null;

/** What the map does with a block that is dragged: it is freed where that is asked for, and stays elsewhere. */
export const BLOCK_CARRIER = {
  carry: (block: number, at: Spot): void => useCarried.setState({ carried: { block, at } }),
  drop: (block: number, at: Spot): void => {
    const frees = targetAt(at) !== null;
    useCarried.setState({ carried: null });
    if (frees) void free(allocationHandleOf(block), 0);
  },
  letGo: (): void => useCarried.setState({ carried: null }),
};
