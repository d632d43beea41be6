import { openBindingsOf } from '../ndis/provider-role.ts';
import { type Lab } from './lab.ts';
import { OverlyingDriver } from './overlying-driver.ts';

/**
 * Ends a provider's service. There is no call that takes a registration back: it ends with its binding (domain notes
 * 5.2), so this is NdisCloseAdapterEx of each open binding that the provider serves.
 */
export function closeProvider(lab: Lab, code: number): void {
  const provider = lab.ndis.providers[code - 1];
  if (provider === undefined) return;
  for (const binding of openBindingsOf(lab.ndis, provider)) new OverlyingDriver(lab, binding).close();
}
