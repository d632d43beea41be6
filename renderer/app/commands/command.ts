import { type ReactNode } from 'react';

/** Where a command stands in the shortcut sheet and the palette, and which menu it belongs to. */
export const COMMAND_GROUPS = ['file', 'edit', 'view', 'map', 'session', 'time', 'lesson', 'help'] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

/** Something that a person can ask of the program, whichever way: by key, menu, palette or button. */
export interface Command {
  /** Its words are `commands.ID`. */
  readonly id: string;
  readonly group: CommandGroup;
  /** Key combinations such as `Ctrl+Shift+P`, `N` or `ArrowLeft`; the first one is shown first. */
  readonly keys?: readonly string[];
  /** Works while a dialog is open or a text is being typed, too. Its keys need Ctrl or are no characters. */
  readonly anywhere?: boolean;
  /** Whether it can be given now; left out where it always can. */
  readonly enabled?: () => boolean;
  /** Whether what it switches is on; left out where it switches nothing. */
  readonly checked?: () => boolean;
  readonly run: () => void;
}

/** What the palette offers besides commands: a place to go to, or something to do with a value at hand. */
export interface Offer {
  readonly id: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly run: () => void;
}
