import { openDialog } from '../environment.ts';
import { type Command } from './command.ts';

export const HELP_COMMANDS: readonly Command[] = [
  { id: 'welcome', group: 'help', run: () => openDialog('welcome') },
  { id: 'shortcuts', group: 'help', keys: ['?', 'F1'], run: () => openDialog('shortcuts') },
  { id: 'about', group: 'help', run: () => openDialog('about') },
];
