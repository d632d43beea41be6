import { Menu, type MenuItemConstructorOptions } from 'electron';
import { type AppMenu, type MenuItem } from '../contract/app-menu.ts';
import { type MainWords } from './words.ts';

type Entry = AppMenu['menus'][number]['items'][number];

/** Until the page has said what its commands are, and for good if it never does. */
export function installFirstMenu(words: MainWords): void {
  install([{ label: words.file, submenu: [{ role: 'reload' }, { role: 'quit' }] }]);
}

/** The menus that the page has worded. Its commands go back to it by their names. */
export function installMenu({ menus }: AppMenu, command: (id: string) => void): void {
  const item = (entry: MenuItem): MenuItemConstructorOptions => {
    if (entry.type === 'separator') return { type: 'separator' };
    if (entry.type === 'role') return { role: entry.role, label: entry.label };
    return {
      id: entry.id,
      label: entry.label,
      enabled: entry.enabled,
      ...(entry.checked === null ? {} : { type: 'checkbox', checked: entry.checked }),
      // Shown only: the page listens, because it knows whether a text field needs the keys.
      ...(entry.keys === null ? {} : { accelerator: entry.keys, registerAccelerator: false }),
      click: () => command(entry.id),
    };
  };
  const entries = (list: readonly Entry[]): MenuItemConstructorOptions[] =>
    list.map((entry) =>
      entry.type === 'submenu' ? { label: entry.label, submenu: entry.items.map(item) } : item(entry),
    );
  install(menus.map(({ label, items }) => ({ label, submenu: entries(items) })));
}

function install(menus: MenuItemConstructorOptions[]): void {
  const first: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : [];
  Menu.setApplicationMenu(Menu.buildFromTemplate([...first, ...menus]));
}
