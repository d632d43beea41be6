import { NO_STATUS, STATUS_CODE_COUNT, type StatusCode } from '../ndis/status.ts';

/** Counts that the Lab keeps while it runs. */
export class LabTotals {
  allocations = 0;
  frees = 0;
  liveBlocks = 0;
  /** Sum of Length over live blocks. */
  liveBytes = 0;
  peakLiveBytes = 0;
  /** NdisAllocateSharedMemory returns by status code. */
  readonly statuses = new Uint32Array(STATUS_CODE_COUNT);

  /** NdisAllocateSharedMemory returned; a stopped call has no status. */
  noteAllocation(status: StatusCode): void {
    this.allocations++;
    if (status !== NO_STATUS) this.statuses[status]!++;
  }

  noteBlock(lengthBytes: number): void {
    this.liveBlocks++;
    this.liveBytes += lengthBytes;
    if (this.liveBytes > this.peakLiveBytes) this.peakLiveBytes = this.liveBytes;
  }

  noteEnd(lengthBytes: number): void {
    this.liveBlocks--;
    this.liveBytes -= lengthBytes;
  }
}
