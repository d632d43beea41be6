import { describe, expect, it } from 'vitest';
import { byteCount } from '../memory/units.ts';
import { DEFAULT_LAB_CONFIG } from './lab-config.ts';
import { Lab } from './lab.ts';
import { completeRequest, allocateManually, openReadyQueue } from './manual-calls.ts';
import { providerRole } from '../ndis/provider-role.ts';
import { closeProvider } from './close-provider.ts';
import { registerProvider } from './register-provider.ts';
import { runMachineCommand } from './run-machine-command.ts';

const newLab = (): Lab => new Lab({ ...DEFAULT_LAB_CONFIG, memoryBytes: byteCount(4 * 2 ** 20) });
const rolesOf = ({ ndis }: Lab): string =>
  ndis.providers.map((provider) => `${provider.id} ${providerRole(ndis, provider)}`).join(', ');

describe('the role of a provider', () => {
  it('follows registrations, bindings and what takes their place', () => {
    const lab = newLab();
    expect(rolesOf(lab)).toBe('default ndis, switch bound');
    registerProvider(lab, 'guest', []);
    expect(rolesOf(lab)).toBe('default ndis, switch past, guest bound');
    runMachineCommand(lab, {
      kind: 'register',
      registrant: 'binding',
      context: 'BindAdapter',
      supportsPfVPorts: false,
      irql: 0,
    });
    expect(rolesOf(lab)).toBe('default ndis, switch past, guest unbound, switch bound');
    closeProvider(lab, 4);
    expect(rolesOf(lab)).toBe('default ndis, switch past, guest unbound, switch past');
    runMachineCommand(lab, { kind: 'openBinding' });
    expect(rolesOf(lab)).toBe('default ndis, switch past, guest bound, switch past');
    runMachineCommand(lab, {
      kind: 'register',
      registrant: 'miniport',
      context: 'SetOptions',
      supportsPfVPorts: false,
      irql: 0,
    });
    expect(rolesOf(lab)).toContain('switch miniport');
  });

  it('ends when it is closed: what it gave comes back by force, and only then', () => {
    const lab = newLab();
    const queueId = openReadyQueue(lab);
    allocateManually(lab, completeRequest(lab, { queueId, lengthBytes: 65_536 }));
    allocateManually(lab, completeRequest(lab, { queueId: 0, lengthBytes: 65_536 }));
    const used = lab.usedBytes;
    // NDIS itself is not closed, nor is a provider that there is not.
    closeProvider(lab, 1);
    closeProvider(lab, 9);
    expect(lab.usedBytes).toBe(used);
    closeProvider(lab, 2);
    expect(lab.usedBytes).toBe(used - 65_536);
    expect(lab.adapter.queues[queueId]).toBeUndefined();
    expect(rolesOf(lab)).toBe('default ndis, switch unbound');
    const { length } = lab.session.log;
    closeProvider(lab, 2);
    expect(lab.session.log.length).toBe(length);
  });
});
