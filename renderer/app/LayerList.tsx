import { ArrowDown, ArrowUp, Pencil, Plus, X } from 'lucide-react';
import { type TFunction } from 'i18next';
import { type KeyboardEvent, useId, useRef } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from './use-translation.ts';
import { DECORATOR_FORMS } from '../../electron/contract/core.ts';
import { type LayerStack } from './layer-stack.ts';

/** What is stacked around the provider, the innermost first: chosen or written like on the command line, added and taken off. */
export function LayerList({ stack }: { readonly stack: LayerStack }) {
  const { t } = useTranslation();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const { layers, text, wrong, change, write, take } = stack;
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || text.trim() === '') return;
    event.preventDefault();
    take();
  };
  const begin = (example: string): void => {
    // Written at once, so that what a person types next can take the place of its value.
    flushSync(() => write(example));
    const value = /=([^:]*)/.exec(example);
    input.current?.focus();
    if (value !== null) input.current?.setSelectionRange(value.index + 1, value.index + value[0].length);
  };
  return (
    <div className="layers" role="group" aria-labelledby={`${id}-title`}>
      <span id={`${id}-title`}>{t('newSession.layers')}</span>
      <div className="layer-input">
        <select
          name="layerKind"
          aria-label={t('layers.choose')}
          value=""
          onChange={(event) => begin(event.target.value)}
        >
          <option value="" disabled>
            {t('layers.choose')}
          </option>
          {EXAMPLES.map((example) => (
            <option key={example} value={example}>
              {wordsOf(example, t)}
            </option>
          ))}
        </select>
        <input
          ref={input}
          className="mono"
          name="layer"
          aria-label={t('newSession.layers')}
          aria-invalid={wrong}
          placeholder="fail-nth=10:FAILURE"
          value={text}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => write(event.target.value)}
          onKeyDown={onKey}
        />
        <button type="button" className="small" aria-label={t('newSession.addLayer')} onClick={take}>
          <Plus size={13} aria-hidden="true" />
        </button>
      </div>
      {wrong && (
        <p className="form-problem" role="alert">
          {t('newSession.layerForms', { forms: DECORATOR_FORMS.join(', ') })}
        </p>
      )}
      {layers.length > 0 && (
        <ol>
          {layers.map((layer, index) => (
            <li key={`${index} ${layer}`}>
              <span className="mono">{layer}</span>
              <button
                type="button"
                className="icon"
                aria-label={t('newSession.layerInwards', { layer })}
                title={t('newSession.layerInwards', { layer })}
                disabled={index === 0}
                onClick={() => change(swapped(layers, index - 1))}
              >
                <ArrowUp size={13} aria-hidden="true" />
              </button>
              <button
                type="button"
                className="icon"
                aria-label={t('newSession.layerOutwards', { layer })}
                title={t('newSession.layerOutwards', { layer })}
                disabled={index === layers.length - 1}
                onClick={() => change(swapped(layers, index))}
              >
                <ArrowDown size={13} aria-hidden="true" />
              </button>
              <button
                type="button"
                className="icon"
                aria-label={t('newSession.changeLayer', { layer })}
                title={t('newSession.changeLayer', { layer })}
                onClick={() => {
                  change(layers.filter((_, other) => other !== index));
                  write(layer);
                }}
              >
                <Pencil size={13} aria-hidden="true" />
              </button>
              <button
                type="button"
                className="icon"
                aria-label={t('newSession.removeLayer', { layer })}
                onClick={() => change(layers.filter((_, other) => other !== index))}
              >
                <X size={13} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

/** What a decorator does, in words. */
function wordsOf(example: string, t: TFunction): string {
  const [kind = '', value = ''] = example.split(/[=:]/);
  return t(`layers.kind.${kind}`, { value });
}

/** The layers with one of them and the next one out in each other's place. */
function swapped(layers: readonly string[], index: number): readonly string[] {
  const changed = [...layers];
  changed.splice(index, 2, ...changed.slice(index, index + 2).reverse());
  return changed;
}

/** One of each kind, to begin with. */
const EXAMPLES = [
  'quota=4MiB',
  'fail-nth=10:FAILURE',
  'fail-random=0.1:RESOURCES',
  'fail-below=16MiB',
  'break=P2:5',
  'break=P5:5',
  'break=P6:5',
  'break=P8:5',
  'latency=200',
  'log-only',
] as const;
