/** Shape of each documented status by its code, so that colour is never the only sign. */
export const STATUS_SHAPES: Readonly<Record<number, string>> = { 1: '●', 2: '▲', 3: '◆', 4: '■' };
