import { type VPort } from '../ndis/machine.ts';

/** States of a VPort as event records number them. */
export const VPORT_STATES = [
  'none',
  'Deactivated',
  'Activating',
  'Activated',
  'Deleting',
  'DmaStopped',
] as const;
export type VPortStateName = (typeof VPORT_STATES)[number];

/** Number of the state that a VPort is in; 0 when it does not exist. */
export function vportStateCode(vport: VPort | undefined): number {
  if (vport === undefined) return 0;
  const name: VPortStateName = !vport.deleting ? vport.state : vport.dmaRunning ? 'Deleting' : 'DmaStopped';
  return VPORT_STATES.indexOf(name);
}
