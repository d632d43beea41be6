import { type AppMenu } from '../contract/app-menu.ts';
import { type Preferences } from '../contract/preferences.ts';
import { ok } from './result.ts';
import { type Handlers } from './ipc-gate.ts';
import { shippedLicences } from './licences.ts';
import { type Presenter } from './presenter.ts';

export interface ShellContext {
  /** Where the bundles are, each in a folder of its own. */
  readonly buildFolder: string;
  readonly presenter: Presenter;
  readonly setPreferences: (preferences: Preferences) => void;
  readonly showMenu: (menu: AppMenu) => void;
}

/** Requests about the window itself: what it looks like, its menus, what it is made of. */
export const shellHandlers = ({
  buildFolder,
  presenter,
  setPreferences,
  showMenu,
}: ShellContext): Pick<Handlers, 'setPreferences' | 'present' | 'showMenu' | 'licences'> => ({
  setPreferences: (preferences) => {
    setPreferences(preferences);
    return ok(null);
  },
  present: ({ on }) => {
    presenter.present(on);
    return ok(null);
  },
  showMenu: (menu) => {
    showMenu(menu);
    return ok(null);
  },
  licences: () => ok({ parts: shippedLicences(buildFolder, process.execPath) }),
});
