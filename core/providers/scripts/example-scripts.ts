import bump from './bump.js?raw';
import firstFit from './first-fit.js?raw';
import halfFull from './half-full.js?raw';
import leaks from './leaks.js?raw';
import lies from './lies.js?raw';
import powerOfTwo from './power-of-two.js?raw';

/** Providers to read, to run and to change. */
export const EXAMPLE_SCRIPTS = [
  { id: 'bump', source: bump },
  { id: 'first-fit', source: firstFit },
  { id: 'power-of-two', source: powerOfTwo },
  { id: 'half-full', source: halfFull },
  { id: 'leaks', source: leaks },
  { id: 'lies', source: lies },
] as const;
