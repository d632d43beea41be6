import { DEFAULT_LAB_CONFIG } from '../../core/lab/lab-config.ts';
import { Lab } from '../../core/lab/lab.ts';
import { byteCount } from '../../core/memory/units.ts';
import { VmqDemonstration } from '../../core/workloads/vmq-demonstration.ts';
import { SessionModel } from './session-model.ts';

/** The session of a demonstration in 24 MiB; `change` may do something to its records before they are read. */
export function demonstrated(
  machines: number,
  change: (records: Uint32Array) => void = () => undefined,
): SessionModel {
  const lab = new Lab({ ...DEFAULT_LAB_CONFIG, memoryBytes: byteCount(24 * 2 ** 20) });
  const demonstration = new VmqDemonstration({ seed: 7, machines });
  while (demonstration.run(lab, 1000));
  const { config, geometry, adapter, session } = lab;
  const model = new SessionModel({
    ...{ epoch: 1, name: 'demonstration', memoryBytes: config.memoryBytes, nodeCount: config.nodeCount },
    ...{ basePage: geometry.basePage, nodeStarts: [...geometry.nodeStarts], seed: 1, layers: [] },
    ...{ provider: 'switch', policy: 'first-fit', ndisVersion: 630, mode: 'vmq', checksLifetime: true },
    ...{ adapterHandle: adapter.handle, bookmarks: [] },
  });
  const { log, side } = session;
  const records = log.copyFrom(0, log.length);
  change(records);
  model.append({
    ...{ type: 'batch', epoch: 1, firstSeq: 0, records },
    side: side.copyRange(0, side.length),
  });
  return model;
}
