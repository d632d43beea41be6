import { DEFAULT_PREFERENCES, type Preferences } from '../../../electron/contract/preferences.ts';
import { useEnvironment } from '../environment.ts';
import { setLanguage } from '../words.ts';

/** What the person has chosen, for what is not a component. */
export const currentPreferences = (): Preferences =>
  useEnvironment.getState().bootstrap?.preferences ?? DEFAULT_PREFERENCES;

export const usePreferences = (): Preferences =>
  useEnvironment((state) => state.bootstrap?.preferences ?? DEFAULT_PREFERENCES);

/** Changes so far: an answer that was asked for before the newest one is out of date. */
let changes = 0;

/** Changes some preferences; they are kept and take effect at once. */
export async function changePreferences(changed: Partial<Preferences>): Promise<void> {
  const { bootstrap } = useEnvironment.getState();
  if (bootstrap === null) return;
  const change = ++changes;
  const preferences = { ...bootstrap.preferences, ...changed };
  // Before the answer: the next change, which may come sooner, must not take this one back.
  useEnvironment.setState({ bootstrap: { ...bootstrap, preferences } });
  const answer = await window.lab.setPreferences(preferences);
  if (answer.ok) await refreshBootstrap(change);
}

/** Asks again for what the main process knows, and shows the words of the language that it names. */
async function refreshBootstrap(change: number): Promise<void> {
  const answer = await window.lab.bootstrap();
  if (!answer.ok || change !== changes) return;
  // Another language first: what is drawn for the new preferences is worded in it.
  await setLanguage(answer.value.language);
  if (change === changes) useEnvironment.setState({ bootstrap: answer.value });
}
