import { setFlagsFromString } from 'node:v8';
import { app } from 'electron';
import { HEAP_GROWTH_FLAG } from '../contract/heap-growth.ts';

/** Lets the heaps of this process and of the pages grow more between two collections. Before the app is ready. */
export function letHeapsGrow(): void {
  setFlagsFromString(HEAP_GROWTH_FLAG);
  // In pages, what was given on the command line counts more, and comes later for that.
  const given = app.commandLine.getSwitchValue('js-flags');
  app.commandLine.appendSwitch('js-flags', `${HEAP_GROWTH_FLAG} ${given}`.trim());
}
