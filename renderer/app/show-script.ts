import { changeScript } from '../script-editor/script-store.ts';
import { openDialog } from './environment.ts';

/** Puts a script that was opened as a file into the editor; nothing runs before the person says so. */
export function showScript(name: string, source: string): void {
  changeScript({ name, source, problems: null });
  openDialog('script');
}
