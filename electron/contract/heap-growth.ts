/**
 * V8 collects garbage when a heap has grown by a share of itself, and counts array buffers as growth. Here the heaps are
 * small, a dozen megabytes, while records are in array buffers that come and go by the hundred megabytes a second: with
 * the share that V8 chooses, each of the two processes marked its whole heap five to seven times a second in a live
 * stream, a quarter of a processor each. Nine times its size is still little for a heap of this size.
 */
export const HEAP_GROWTH_FLAG = '--heap-growing-percent=800';
