import { ArrowDown, ArrowUp, Pencil, Plus, X } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { useTranslation } from './use-translation.ts';
import { DECORATOR_FORMS, parseDecorator } from '../../electron/contract/core.ts';

interface LayerListProps {
  readonly layers: readonly string[];
  readonly onChange: (layers: readonly string[]) => void;
}

/** What is stacked around the provider, the innermost first: written like on the command line, added and taken off. */
export function LayerList({ layers, onChange }: LayerListProps) {
  const { t } = useTranslation();
  const id = useId();
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);
  const add = (): void => {
    const known = parseDecorator(text.trim()) !== null;
    setWrong(!known);
    if (!known) return;
    onChange([...layers, text.trim()]);
    setText('');
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || text.trim() === '') return;
    event.preventDefault();
    add();
  };
  return (
    <div className="layers" role="group" aria-labelledby={`${id}-title`}>
      <span id={`${id}-title`}>{t('newSession.layers')}</span>
      <div className="layer-input">
        <input
          className="mono"
          name="layer"
          aria-label={t('newSession.layers')}
          aria-invalid={wrong}
          placeholder="fail-nth=10:FAILURE"
          value={text}
          list={id}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKey}
        />
        <datalist id={id}>
          {EXAMPLES.map((example) => (
            <option key={example} value={example} />
          ))}
        </datalist>
        <button type="button" className="small" aria-label={t('newSession.addLayer')} onClick={add}>
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
                onClick={() => onChange(swapped(layers, index - 1))}
              >
                <ArrowUp size={13} aria-hidden="true" />
              </button>
              <button
                type="button"
                className="icon"
                aria-label={t('newSession.layerOutwards', { layer })}
                title={t('newSession.layerOutwards', { layer })}
                disabled={index === layers.length - 1}
                onClick={() => onChange(swapped(layers, index))}
              >
                <ArrowDown size={13} aria-hidden="true" />
              </button>
              <button
                type="button"
                className="icon"
                aria-label={t('newSession.changeLayer', { layer })}
                title={t('newSession.changeLayer', { layer })}
                onClick={() => {
                  onChange(layers.filter((_, other) => other !== index));
                  setText(layer);
                }}
              >
                <Pencil size={13} aria-hidden="true" />
              </button>
              <button
                type="button"
                className="icon"
                aria-label={t('newSession.removeLayer', { layer })}
                onClick={() => onChange(layers.filter((_, other) => other !== index))}
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
