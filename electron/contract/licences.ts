import { z } from 'zod';

/** A package, program or recording that is shipped with the program, and the licence that it came under. */
const shippedPart = z.object({
  name: z.string(),
  version: z.string(),
  licence: z.string(),
  text: z.string(),
});
export type ShippedPart = z.infer<typeof shippedPart>;

/** What a build leaves beside each of its bundles (`electron/runtime/shipped-packages.mjs`). */
export const shippedParts = z.array(shippedPart);
