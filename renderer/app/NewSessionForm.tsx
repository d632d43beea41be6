import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from './use-translation.ts';
import {
  NDIS_VERSIONS,
  ndisVersionName,
  POLICY_IDS,
  PROVIDER_CHOICES,
} from '../../electron/contract/core.ts';
import { type NewSessionRequest } from '../../electron/contract/schemas.ts';
import { useView } from '../stores/view-store.ts';
import { useLayerStack } from './layer-stack.ts';
import { LayerList } from './LayerList.tsx';
import { newSession } from './lab-commands.ts';
import { parseNumber } from './parse-number.ts';

/** A fresh machine: memory, nodes, seed and who provides for the queues. What was recorded before is replaced. */
export function NewSessionForm({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation();
  const info = useView((state) => state.model?.info);
  const [memory, setMemory] = useState(info === undefined ? '64 MiB' : `${info.memoryBytes / 2 ** 20} MiB`);
  const [nodes, setNodes] = useState(String(info?.nodeCount ?? 2));
  const [seed, setSeed] = useState(String(info?.seed ?? 1));
  const [provider, setProvider] = useState<NewSessionRequest['provider']>(
    PROVIDER_CHOICES.find(({ id }) => id === info?.provider)?.id ?? 'switch',
  );
  const [policy, setPolicy] = useState<NewSessionRequest['policy']>(
    POLICY_IDS.find((id) => id === info?.policy) ?? 'first-fit',
  );
  const [mode, setMode] = useState<NewSessionRequest['mode']>(info?.mode ?? 'vmq');
  const [ndisVersion, setVersion] = useState<NewSessionRequest['ndisVersion']>(info?.ndisVersion ?? 630);
  const stack = useLayerStack(info?.layers ?? []);
  const [problem, setProblem] = useState<string | null>(null);

  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    const request = {
      memoryBytes: parseNumber(memory),
      nodeCount: parseNumber(nodes),
      seed: parseNumber(seed),
    };
    const { memoryBytes, nodeCount, seed: seedNumber } = request;
    if (memoryBytes === null || nodeCount === null || seedNumber === null) {
      setProblem(t('newSession.numbers'));
      return;
    }
    const layers = stack.take();
    if (layers === null) return;
    const error = await newSession({
      memoryBytes,
      nodeCount,
      seed: seedNumber,
      provider,
      policy,
      layers: [...layers],
      mode,
      ndisVersion,
    });
    if (error === null) onDone();
    else setProblem(error.message);
  };

  return (
    <form className="new-session" onSubmit={(event) => void submit(event)} noValidate>
      <label>
        {t('newSession.memory')}
        <input
          className="mono"
          name="memory"
          value={memory}
          onChange={(event) => setMemory(event.target.value)}
        />
      </label>
      <label>
        {t('newSession.nodes')}
        <input
          className="mono"
          name="nodes"
          value={nodes}
          onChange={(event) => setNodes(event.target.value)}
        />
      </label>
      <label>
        {t('newSession.seed')}
        <input className="mono" name="seed" value={seed} onChange={(event) => setSeed(event.target.value)} />
      </label>
      <label>
        {t('newSession.provider')}
        <select
          value={provider}
          name="provider"
          onChange={(event) => {
            const choice = PROVIDER_CHOICES.find(({ id }) => id === event.target.value);
            if (choice !== undefined) setProvider(choice.id);
          }}
        >
          {PROVIDER_CHOICES.map(({ id }) => (
            <option key={id} value={id}>
              {t(`providers.choice.${id}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t('newSession.policy')}
        <select
          name="policy"
          value={policy}
          onChange={(event) => {
            const choice = POLICY_IDS.find((id) => id === event.target.value);
            if (choice !== undefined) setPolicy(choice);
          }}
        >
          {POLICY_IDS.map((id) => (
            <option key={id} value={id}>
              {t(`newSession.policies.${id.replace(':', '_')}`)}
            </option>
          ))}
        </select>
      </label>
      <LayerList stack={stack} />
      <AdapterFields mode={mode} onMode={setMode} ndisVersion={ndisVersion} onVersion={setVersion} />
      <p className="dim">{t('newSession.tracesToo')}</p>
      {problem !== null && (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
      <button type="submit" className="primary">
        {t('newSession.create')}
      </button>
    </form>
  );
}

interface AdapterFieldsProps {
  readonly mode: NewSessionRequest['mode'];
  readonly onMode: (mode: NewSessionRequest['mode']) => void;
  readonly ndisVersion: NewSessionRequest['ndisVersion'];
  readonly onVersion: (version: NewSessionRequest['ndisVersion']) => void;
}

/** What the miniport declares, and which of the two kinds of owners its adapter has. */
function AdapterFields({ mode, onMode, ndisVersion, onVersion }: AdapterFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <label>
        {t('newSession.version')}
        <select
          name="ndisVersion"
          value={ndisVersion}
          onChange={(event) => {
            const version = NDIS_VERSIONS.find((known) => known === Number(event.target.value));
            if (version !== undefined) onVersion(version);
          }}
        >
          {NDIS_VERSIONS.map((version) => (
            <option key={version} value={version}>
              NDIS {ndisVersionName(version)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t('newSession.mode')}
        <select
          name="mode"
          value={mode}
          onChange={(event) => onMode(event.target.value === 'sriov' ? 'sriov' : 'vmq')}
        >
          {(['vmq', 'sriov'] as const).map((choice) => (
            <option key={choice} value={choice}>
              {t(`newSession.modes.${choice}`)}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}
