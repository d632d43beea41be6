import { useTranslation } from '../app/use-translation.ts';
import { ndisVersionName, type Sentence } from '../../electron/contract/core.ts';
import { type ReplaySettings } from '../../electron/contract/replay-page.ts';
import { useFormat } from '../app/format.ts';
import { providerName } from '../app/provider-name.ts';
import { setLanguage } from '../app/words.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { wordOnPage } from './word-on-page.ts';

interface ReplayHeadProps {
  readonly model: SessionModel;
  readonly providers: ReplaySettings['providers'];
  readonly problems: readonly Sentence[];
}

/** Whose session this is, on what machine it ran, and the language of the page. */
export function ReplayHead({ model, providers, problems }: ReplayHeadProps) {
  const { i18n } = useTranslation();
  const { name } = model.info;
  return (
    <header>
      <div className="top-bar">
        <h1>NDIS Shared Memory Lab</h1>
        <span className="session-name" title={name} data-testid="session-name">
          {name}
        </span>
        <span className="spacer" />
        <LanguageSwitch />
      </div>
      <Settings model={model} providers={providers} />
      {problems.length > 0 && (
        <p className="replay-problem" role="alert">
          {problems.map((problem) => wordOnPage(problem, i18n.language)).join(' · ')}
        </p>
      )}
    </header>
  );
}

const LANGUAGES = [
  { id: 'en', name: 'English' },
  { id: 'pt', name: 'Português' },
] as const;

function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  return (
    <div className="segmented" role="group" aria-label={t('replay.language')} data-testid="language">
      {LANGUAGES.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          lang={id}
          aria-pressed={i18n.language === id}
          onClick={() => void setLanguage(id)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}

function Settings({ model: { info }, providers }: Omit<ReplayHeadProps, 'problems'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const facts = [
    [t('newSession.memory'), format.bytes(info.memoryBytes)],
    [t('newSession.nodes'), format.integer(info.nodeCount)],
    [t('replay.providers'), providers.map(({ id }) => providerName(t, id)).join(', ')],
    [
      t('newSession.policy'),
      t(`newSession.policies.${info.policy}`, {
        defaultValue: info.policy,
      }),
    ],
    ...(info.layers.length > 0 ? [[t('replay.layers'), info.layers.join(', ')] as const] : []),
    ['NDIS', ndisVersionName(info.ndisVersion)],
    [t('newSession.mode'), t(`newSession.modes.${info.mode}`)],
    [t('newSession.seed'), String(info.seed)],
  ] as const;
  return (
    <dl className="replay-settings" aria-label={t('replay.settings')} data-testid="settings">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
