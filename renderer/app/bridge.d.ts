import { type LabBridge } from '../../electron/contract/channels.ts';

declare global {
  interface Window {
    readonly lab: LabBridge;
    /** For tests: resolves when nothing is under way. */
    labIdle?: () => Promise<void>;
  }
}
