import { Menu } from '@base-ui/react/menu';
import { ListTree } from 'lucide-react';
import { useTranslation } from '../app/use-translation.ts';
import {
  type Architecture,
  ARCHITECTURES,
  NDIS_VERSIONS,
  ndisVersionName,
} from '../../electron/contract/core.ts';
import { changeDecoder, useDecoder } from './decoder-store.ts';
import { SAMPLES } from './samples.ts';

/** Samples, the architecture and the caller's NDIS version. `architecture` is the one in use. */
export function DecoderToolbar({ architecture }: { readonly architecture: Architecture | null }) {
  const { t } = useTranslation();
  const { architecture: chosen, version, text } = useDecoder();
  return (
    <div className="decoder-tools">
      <SampleMenu />
      <div className="segmented" role="group" aria-label={t('decode.architecture')}>
        <button
          type="button"
          aria-pressed={chosen === null}
          title={t('decode.autoHint')}
          onClick={() => changeDecoder({ architecture: null })}
        >
          {chosen === null && architecture !== null ? t('decode.autoIs', { architecture }) : t('decode.auto')}
        </button>
        {ARCHITECTURES.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={chosen === name}
            onClick={() => changeDecoder({ architecture: name })}
          >
            {name}
          </button>
        ))}
      </div>
      <label>
        <span className="dim">{t('decode.caller')}</span>
        <select
          value={version}
          onChange={(event) => {
            const wanted = NDIS_VERSIONS.find((known) => known === Number(event.target.value));
            if (wanted !== undefined) changeDecoder({ version: wanted });
          }}
        >
          {NDIS_VERSIONS.map((known) => (
            <option key={known} value={known}>
              NDIS {ndisVersionName(known)}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        disabled={text === ''}
        onClick={() => changeDecoder({ text: '', architecture: null })}
      >
        {t('decode.clear')}
      </button>
    </div>
  );
}

function SampleMenu() {
  const { t } = useTranslation();
  return (
    <Menu.Root>
      <Menu.Trigger className="button" data-testid="decode-samples">
        <ListTree size={14} aria-hidden="true" /> {t('decode.samples')}
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="menu-positioner" sideOffset={4} align="end">
          <Menu.Popup className="menu">
            {SAMPLES.map(({ id, text, version }) => (
              <Menu.Item
                key={id}
                className="menu-item"
                title={t(`decode.sample.${id}.what`)}
                onClick={() => changeDecoder({ text, version, architecture: null })}
              >
                {t(`decode.sample.${id}.name`)}
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
