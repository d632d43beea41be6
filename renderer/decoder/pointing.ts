import { useState } from 'react';

/** Which side a person points at; the other side follows. */
export type PointingSide = 'bytes' | 'members';

interface Pointed {
  readonly key: string;
  readonly side: PointingSide;
}

/** The part of the structure that mouse or keyboard is on, shared by the bytes and the members. */
export interface Pointing {
  readonly key: string | null;
  /** The side that points; null while nothing is pointed at. */
  readonly side: PointingSide | null;
  readonly hover: (key: string | null, side: PointingSide) => void;
  readonly focus: (key: string | null, side: PointingSide) => void;
}

/** Whatever moved last points; when the mouse leaves, the keyboard's focus is where it was put. */
export function usePointing(): Pointing {
  const [hovered, setHovered] = useState<Pointed | null>(null);
  const [focused, setFocused] = useState<Pointed | null>(null);
  const pointed = hovered ?? focused;
  return {
    key: pointed?.key ?? null,
    side: pointed?.side ?? null,
    hover: (key, side) => setHovered(key === null ? null : { key, side }),
    focus: (key, side) => {
      setFocused(key === null ? null : { key, side });
      if (key !== null) setHovered(null);
    },
  };
}
