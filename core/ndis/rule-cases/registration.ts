import { type Lab } from '../../lab/lab.ts';
import { type CallOutcome } from '../call-outcome.ts';
import { type RegistrationContext } from '../constants.ts';
import { type Handle } from '../handles.ts';
import {
  providerCharacteristics,
  type SharedMemoryProviderCharacteristics,
} from '../provider-characteristics.ts';
import { RESOURCES } from '../status.ts';
import { labWith, type RuleCases } from './bench.ts';

const SOUND = providerCharacteristics(
  null,
  () => RESOURCES,
  () => undefined,
  null,
);

function registered(
  change: Partial<SharedMemoryProviderCharacteristics> = {},
  handleOf: (lab: Lab) => Handle = (lab) => lab.protocolDriver.handle,
  context: RegistrationContext = 'SetOptions',
  irql = 0,
): CallOutcome {
  const lab = labWith();
  lab.setOptionalHandlers(handleOf(lab), 'new', { ...SOUND, ...change }, context, irql);
  return lab.outcome;
}

const good = (): CallOutcome => registered();
const ofBinding = (context: RegistrationContext) => (): CallOutcome =>
  registered({}, (lab) => lab.binding.handle, context);

export const REGISTRATION_CASES: Readonly<Record<string, RuleCases>> = {
  G1: { keeps: good, breaks: () => registered({}, undefined, undefined, 1) },
  G2: {
    keeps: () => registered({ Header: { Type: 0xb0, Revision: 2, Size: 48 } }),
    breaks: () => registered({ Header: { Type: 0xb0, Revision: 1, Size: 31 } }),
  },
  G3: {
    keeps: () => registered({}, (lab) => lab.miniportDriver.handle),
    breaks: () => registered({}, (lab) => lab.ndis.registerFilterDriver()),
  },
  G4: { keeps: good, breaks: () => registered({ FreeSharedMemoryHandler: null }) },
  G5: { keeps: () => registered({ Flags: 1 }), breaks: () => registered({ Flags: 3 }) },
  G6: { keeps: ofBinding('OpenAdapterComplete'), breaks: ofBinding('SetOptions') },
};
