import { SHARED_MEMORY_HANDLE_BASE, type Handle } from '../ndis/handles.ts';

/** Hands out SharedMemoryHandle values that no other block of the machine has or had, whichever provider made it. */
export class SharedMemoryHandles {
  private last = 0;

  take(): Handle {
    return (SHARED_MEMORY_HANDLE_BASE + ++this.last) as Handle;
  }
}
