import { describe, expect, it } from 'vitest';
import { appMenuRequest } from '../../../electron/contract/app-menu.ts';
import en from '../i18n/en.json' with { type: 'json' };
import pt from '../i18n/pt.json' with { type: 'json' };
import { startWords } from '../words.ts';
import { appMenu } from './app-menu.ts';
import { COMMAND_GROUPS } from './command.ts';
import { accelerator, combinationOf, isPlain, keyCaps, type KeyPress } from './keys.ts';
import { COMMANDS } from './registry.ts';

const pressed = (key: string, held: Partial<KeyPress> = {}): string =>
  combinationOf({ key, ctrlKey: false, metaKey: false, shiftKey: false, ...held });

describe('key combinations', () => {
  it('are told from key events, whatever the keyboard needs Shift for', () => {
    expect(pressed(' ')).toBe('Space');
    expect(pressed('n')).toBe('N');
    expect(pressed('N', { shiftKey: true })).toBe('Shift+N');
    expect(pressed('?', { shiftKey: true })).toBe('?');
    expect(pressed('P', { ctrlKey: true, shiftKey: true })).toBe('Ctrl+Shift+P');
    expect(pressed('+', { metaKey: true, shiftKey: true })).toBe('Ctrl++');
    expect(pressed('ArrowLeft', { shiftKey: true })).toBe('Shift+ArrowLeft');
  });

  it('are shown as they stand on a keyboard and as the menu writes them', () => {
    expect(keyCaps('Ctrl+Shift+P')).toEqual(['Ctrl', 'Shift', 'P']);
    expect(keyCaps('Ctrl++')).toEqual(['Ctrl', '+']);
    expect(keyCaps('ArrowLeft')).toEqual(['←']);
    expect(accelerator('Ctrl++')).toBe('CmdOrCtrl+Plus');
    expect(accelerator('F11')).toBe('F11');
    expect(accelerator('N')).toBeNull();
    expect(isPlain('Space') && isPlain('?') && !isPlain('F1') && !isPlain('Ctrl+K')).toBe(true);
  });
});

describe('the commands', () => {
  it('have names and keys of their own', () => {
    const ids = COMMANDS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const keys = COMMANDS.flatMap((command) => command.keys ?? []);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('have words in both languages, and no words are left over', () => {
    for (const words of [en, pt]) {
      expect(Object.keys(words.commands).sort()).toEqual(COMMANDS.map(({ id }) => id).sort());
      expect(Object.keys(words.commandGroups).sort()).toEqual([...COMMAND_GROUPS].sort());
    }
  });

  it('never take a character from a text field when they work anywhere', () => {
    for (const { anywhere, keys } of COMMANDS)
      if (anywhere === true) expect(keys?.some(isPlain) ?? false).toBe(false);
  });
});

describe('the menus', () => {
  it('are what the main process takes, and hold almost every command', async () => {
    await startWords('en');
    const menu = appMenu();
    expect(appMenuRequest.safeParse(menu).success).toBe(true);
    const shown = new Set(
      menu.menus
        .flatMap(({ items }) => items)
        .flatMap((item) => (item.type === 'submenu' ? item.items : [item]))
        .flatMap((item) => (item.type === 'command' ? [item.id] : [])),
    );
    const missing = COMMANDS.map(({ id }) => id).filter((id) => !shown.has(id));
    // Ten events at once are for keys alone, and whoever presents sees no menu.
    expect(missing).toEqual(['stopPresenting', 'stepTenBack', 'stepTenOn']);
  });
});
