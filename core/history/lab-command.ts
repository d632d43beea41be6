import { type Lab } from '../lab/lab.ts';
import { type MachineCommand } from '../lab/machine-command.ts';
import { allocateManually, freeManually, type ManualRequest, openReadyQueue } from '../lab/manual-calls.ts';
import { closeProvider } from '../lab/close-provider.ts';
import { registerProvider } from '../lab/register-provider.ts';
import { SUCCESS } from '../ndis/status.ts';
import { runMachineCommand } from '../lab/run-machine-command.ts';
import { type DecoratorSpec } from '../providers/decorators/decorator-spec.ts';
import { type RegistrableProvider } from '../providers/provider-choices.ts';

/** What a person asks of a Lab, as plain data: the same commands on the same machine give the same log. */
export type LabCommand =
  | { readonly kind: 'allocate'; readonly request: ManualRequest }
  | {
      readonly kind: 'allocateMany';
      readonly request: ManualRequest;
      readonly times: number;
      /** Ends with the first call that does not succeed. */
      readonly untilRefused: boolean;
    }
  | { readonly kind: 'free'; readonly allocationHandle: bigint; readonly irql: number }
  | { readonly kind: 'openQueue' }
  | { readonly kind: 'machine'; readonly command: MachineCommand }
  | {
      readonly kind: 'useProvider';
      readonly provider: RegistrableProvider;
      /** The innermost first. */
      readonly layers: readonly DecoratorSpec[];
    }
  /** Closes what a provider serves; `provider` is its code. */
  | { readonly kind: 'closeProvider'; readonly provider: number };

/** Does what was asked; answers the id for `openQueue`, else the sequence number of the call. */
export function runLabCommand(lab: Lab, command: LabCommand): number {
  const seq = lab.session.log.length;
  switch (command.kind) {
    case 'allocate':
      return allocateManually(lab, command.request);
    case 'allocateMany':
      for (let call = 0; call < command.times; call++) {
        allocateManually(lab, command.request);
        if (command.untilRefused && lab.outcome.status !== SUCCESS) break;
      }
      return seq;
    case 'free':
      return freeManually(lab, command.allocationHandle, command.irql);
    case 'openQueue':
      return openReadyQueue(lab);
    case 'machine':
      return runMachineCommand(lab, command.command);
    case 'useProvider':
      registerProvider(lab, command.provider, command.layers);
      return seq;
    case 'closeProvider':
      closeProvider(lab, command.provider);
      return seq;
  }
}
