import { z } from 'zod';

/** What the system itself does when such an item is chosen. */
const ROLES = ['quit', 'reload', 'cut', 'copy', 'paste', 'selectAll'] as const;
export type MenuRole = (typeof ROLES)[number];

const label = z.string().min(1).max(200);
const id = z.string().min(1).max(100);

const item = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('separator') }),
  z.strictObject({ type: z.literal('role'), role: z.enum(ROLES), label }),
  z.strictObject({
    type: z.literal('command'),
    id,
    label,
    /** Shown beside the item; the page itself listens to the keys. */
    keys: z.string().max(40).nullable(),
    enabled: z.boolean(),
    /** Null for what is not switched on and off. */
    checked: z.boolean().nullable(),
  }),
]);
export type MenuItem = z.infer<typeof item>;

const submenu = z.strictObject({
  type: z.literal('submenu'),
  label,
  items: z.array(item).max(60).readonly(),
});

/** The application's menus as the page words them: it knows the commands and whether each can be given now. */
export const appMenuRequest = z.strictObject({
  menus: z
    .array(
      z.strictObject({
        label,
        items: z
          .array(z.union([item, submenu]))
          .max(80)
          .readonly(),
      }),
    )
    .max(12)
    .readonly(),
});
export type AppMenu = z.infer<typeof appMenuRequest>;
