/** The displays that windows can be tested on at the same time; an empty name stands for the one that is here. */
export const displays = (): readonly string[] => (process.env.LAB_DISPLAYS ?? '').split(',');

/** Gives each worker of the test run a display of its own; whatever it starts from now on appears there. */
export function takeDisplay(): void {
  const own = displays()[Number(process.env.TEST_PARALLEL_INDEX ?? 0)] ?? '';
  if (own !== '') process.env.DISPLAY = own;
}
