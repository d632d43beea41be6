import { z } from 'zod';
import { sayOfContract as say } from './contract-sentences.ts';
import { saidBy } from './said-issue.ts';

export const PICTURE_FORMATS = ['png', 'svg'] as const;
export type PictureFormat = (typeof PICTURE_FORMATS)[number];

/** More than any picture of a window takes. */
const MOST_BYTES = 128 * 2 ** 20;
const PNG_START = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Name of the file that is proposed to the person, without its ending. */
const name = z.string().max(200);

/** A picture that the page has drawn; only what begins like one is written. */
export const pictureRequest = z.discriminatedUnion('format', [
  z.strictObject({
    format: z.literal('png'),
    name,
    bytes: z
      .instanceof(Uint8Array)
      .refine((bytes) => bytes.length <= MOST_BYTES, saidBy(say('smallerPicture', { most: MOST_BYTES })))
      .refine((bytes) => PNG_START.every((byte, at) => bytes[at] === byte), saidBy(say('png'))),
  }),
  z.strictObject({
    format: z.literal('svg'),
    name,
    text: z
      .string()
      .max(MOST_BYTES)
      .refine((text) => text.startsWith('<svg '), saidBy(say('svg'))),
  }),
]);
export type PictureRequest = z.infer<typeof pictureRequest>;
