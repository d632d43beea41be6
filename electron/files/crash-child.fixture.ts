import { DEFAULT_LAB_CONFIG } from '../../core/lab/lab-config.ts';
import { Lab } from '../../core/lab/lab.ts';
import { VmqDemonstration } from '../../core/workloads/vmq-demonstration.ts';
import { SessionFileWriter } from './session-file-writer.ts';

/** Runs the demonstration into a file for ever and says after every sync how many events are safe. */
const [, , path = '', seed = '1'] = process.argv;
const lab = new Lab(DEFAULT_LAB_CONFIG);
const demonstration = new VmqDemonstration({ seed: Number(seed), machines: 1_000_000 });
const { memoryBytes, nodeCount } = lab.config;
const writer = await SessionFileWriter.create(path, {
  name: 'crash',
  memoryBytes,
  nodeCount,
  basePage: lab.geometry.basePage,
  nodeStarts: lab.geometry.nodeStarts,
  seed: 1,
  provider: 'switch',
  policy: 'first-fit',
  layers: [],
  ndisVersion: 630,
  mode: 'vmq',
  checksLifetime: true,
  adapterHandle: lab.adapter.handle,
  bookmarks: [],
});
for (;;) {
  demonstration.run(lab, 200);
  await writer.appendSession(lab.session);
  await writer.sync();
  process.stdout.write(`${writer.written}\n`);
}
