import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from '../app/use-translation.ts';
import { REGISTRABLE_PROVIDERS } from '../../electron/contract/core.ts';
import { useLayerStack } from '../app/layer-stack.ts';
import { LayerList } from '../app/LayerList.tsx';
import { changeProvider } from '../branches/branch-commands.ts';
import { useEngine } from '../stores/engine-store.ts';

/** Another provider, or other faults around it, from now on: blocks that are there stay with the one that made them. */
export function ChangeProviderForm({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation();
  const serving = useEngine((state) => state.status?.serving);
  const [provider, setProvider] = useState(
    REGISTRABLE_PROVIDERS.find((id) => id === serving?.provider) ?? 'switch',
  );
  const stack = useLayerStack(serving?.layers ?? []);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    const layers = stack.take();
    if (layers === null) return;
    const error = await changeProvider({ provider, layers: [...layers] });
    if (error === null) onDone();
    else setProblem(error.message);
  };
  return (
    <form
      className="new-session"
      onSubmit={(event) => void submit(event)}
      noValidate
      data-testid="change-provider"
    >
      <p className="dim">{t('providers.changeWhat')}</p>
      <label>
        {t('newSession.provider')}
        <select
          value={provider}
          onChange={(event) => {
            const choice = REGISTRABLE_PROVIDERS.find((id) => id === event.target.value);
            if (choice !== undefined) setProvider(choice);
          }}
        >
          {REGISTRABLE_PROVIDERS.map((id) => (
            <option key={id} value={id}>
              {t(`providers.choice.${id}`)}
            </option>
          ))}
        </select>
      </label>
      <LayerList stack={stack} />
      {problem !== null && (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
      <button type="submit" className="primary">
        {t('providers.register')}
      </button>
    </form>
  );
}
