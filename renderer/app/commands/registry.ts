import { type Command } from './command.ts';
import { EDIT_COMMANDS } from './edit-commands.ts';
import { FILE_COMMANDS } from './file-commands.ts';
import { HELP_COMMANDS } from './help-commands.ts';
import { LESSON_COMMANDS } from './lesson-commands.ts';
import { recentOffers } from './recents.ts';
import { SESSION_COMMANDS } from './session-commands.ts';
import { TIME_COMMANDS } from './time-commands.ts';
import { COMPARE_COMMANDS, MAP_COMMANDS, VIEW_COMMANDS } from './view-commands.ts';

/**
 * Every command of the program. Shortcuts, their sheet, the menus and the palette are made from this list: a command
 * that is added here is in all of them, once its words are in `commands` of the word files.
 */
export const COMMANDS: readonly Command[] = [
  ...FILE_COMMANDS,
  ...EDIT_COMMANDS,
  ...VIEW_COMMANDS,
  ...MAP_COMMANDS,
  ...SESSION_COMMANDS,
  ...TIME_COMMANDS,
  ...COMPARE_COMMANDS,
  ...LESSON_COMMANDS,
  ...HELP_COMMANDS,
];

const BY_ID = new Map(COMMANDS.map((command) => [command.id, command]));

export const commandOf = (id: string): Command | undefined => BY_ID.get(id);

export const isEnabled = (command: Command): boolean => command.enabled?.() ?? true;

/** Gives a command by its name, or opens a recent file by its own; one that cannot be given now is ignored, as is a name that there is not. */
export function runCommand(id: string): void {
  const command = commandOf(id);
  if (command === undefined)
    recentOffers()
      .find((offer) => offer.id === id)
      ?.run();
  else if (isEnabled(command)) command.run();
}
