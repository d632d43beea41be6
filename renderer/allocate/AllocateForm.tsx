import { type ReactNode, type SyntheticEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  describeEvent,
  type EventDescription,
  FIELD_OF_RULE,
  IRQL_NAMES,
  NDIS_SHARED_MEMORY_USAGES,
  ruleId,
  ruleOf,
} from '../../electron/contract/core.ts';
import { type SessionInfo } from '../../electron/contract/schemas.ts';
import { allocate, openQueue } from '../app/lab-commands.ts';
import { useEngine } from '../stores/engine-store.ts';
import { useView } from '../stores/view-store.ts';
import {
  type AllocateFields,
  FIELD_OF_MEMBER,
  type FormResult,
  readForm,
  type TextField,
} from './form-fields.ts';
import { fillForm, useAllocateForm } from './form-store.ts';

/** Every member that a caller fills, as a form: what it sends, NDIS judges. */
export function AllocateForm() {
  const mode = useView((state) => state.model?.info.mode);
  // Another mode asks for another owner: the fields start over.
  return mode === undefined ? null : <ModeForm key={mode} mode={mode} />;
}

function ModeForm({ mode }: { readonly mode: SessionInfo['mode'] }) {
  const { t } = useTranslation();
  const model = useView((state) => state.model);
  const owners = useEngine((state) => state.status?.machine[mode === 'vmq' ? 'queues' : 'vports']) ?? [];
  const fields = useAllocateForm((state) => state[mode]);
  const [advanced, setAdvanced] = useState(false);
  const [submitted, setSubmitted] = useState(false);
  const [blame, setBlamed] = useState<Blame | null>(null);
  if (model === null) return null;
  // A new session has nothing to blame the old one's fields for.
  const blamed = blame?.epoch === model.info.epoch ? blame : null;

  const result: FormResult = readForm(fields, model.info.ndisVersion);
  const change = (part: Partial<AllocateFields>): void => {
    fillForm(mode, { ...useAllocateForm.getState()[mode], ...part });
    setBlamed(null);
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    setSubmitted(true);
    if (!result.ok) return;
    void allocate(result.request).then(() => setBlamed(blameOfSelected()));
  };
  const text = (name: TextField): TextFieldProps => ({
    name,
    value: fields[name],
    problem:
      submitted && !result.ok && result.problems[name]
        ? t('form.number', { max: result.problems[name].max })
        : undefined,
    blamed: blamed?.field === name ? blamed : undefined,
    onChange: (value) => change({ [name]: value }),
  });

  return (
    <section className="panel allocate" aria-label={t('form.title')}>
      <header className="panel-head">
        <h2>{t('form.title')}</h2>
      </header>
      <form onSubmit={submit} noValidate data-testid="allocate-form">
        <TextInput label="Length" {...text('length')} />
        <Row label="Usage" blamed={blamed?.field === 'usage' ? blamed : undefined}>
          {(id) => (
            <select
              id={id}
              value={fields.usage}
              onChange={(event) => change({ usage: Number(event.target.value) })}
            >
              {NDIS_SHARED_MEMORY_USAGES.map((name, usage) => (
                <option key={name} value={usage}>
                  {name.slice('NdisSharedMemoryUsage'.length)}
                </option>
              ))}
            </select>
          )}
        </Row>
        <TextInput
          label={OWNER[mode].label}
          {...text(OWNER[mode].field)}
          suggestions={['0', ...owners.map((owner) => String(owner.id))]}
        >
          <button
            type="button"
            className="small"
            title={t(mode === 'vmq' ? 'form.newQueueHint' : 'form.newVPortHint')}
            onClick={() =>
              void openQueue().then((id) => id > 0 && change({ [OWNER[mode].field]: String(id) }))
            }
          >
            {t(mode === 'vmq' ? 'form.newQueue' : 'form.newVPort')}
          </button>
        </TextInput>
        <TextInput
          label="PreferredNode"
          {...text('preferredNode')}
          suggestions={['any', ...model.nodeStarts.slice(0, -1).map((_, node) => String(node))]}
        />
        <Row label="Flags" blamed={blamed?.field === 'contiguous' ? blamed : undefined}>
          {(id) => (
            <label className="check">
              <input
                id={id}
                type="checkbox"
                checked={fields.contiguous}
                onChange={(event) => change({ contiguous: event.target.checked })}
              />
              CONTIGUOUS
            </label>
          )}
        </Row>
        <Row label="IRQL" blamed={blamed?.field === 'irql' ? blamed : undefined}>
          {(id) => (
            <select
              id={id}
              value={fields.irql}
              onChange={(event) => change({ irql: Number(event.target.value) })}
            >
              {IRQL_NAMES.map((name, irql) => (
                <option key={name} value={irql}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Row>
        {advanced && <AdvancedFields mode={mode} text={text} />}
        <div className="form-actions">
          <button type="submit" className="primary mono">
            NdisAllocateSharedMemory
          </button>
          <button
            type="button"
            className="link"
            aria-expanded={advanced}
            onClick={() => setAdvanced(!advanced)}
          >
            {t(advanced ? 'form.less' : 'form.more')}
          </button>
        </div>
      </form>
    </section>
  );
}

/** What owns memory in each mode; the other member should be 0. */
const OWNER = {
  vmq: { label: 'QueueId', field: 'queueId' },
  sriov: { label: 'VPortId', field: 'vportId' },
} as const;

interface AdvancedFieldsProps {
  readonly mode: SessionInfo['mode'];
  readonly text: (name: TextField) => TextFieldProps;
}

/** Members that well-behaved callers always fill the same way. */
function AdvancedFields({ mode, text }: AdvancedFieldsProps) {
  const { t } = useTranslation();
  const other = OWNER[mode === 'vmq' ? 'sriov' : 'vmq'];
  return (
    <>
      <TextInput
        advanced
        label="SGListBufferLength"
        placeholder={t('form.automatic')}
        {...text('sgListBufferLength')}
      />
      <TextInput
        advanced
        label="Header.Revision"
        placeholder={t('form.automatic')}
        {...text('headerRevision')}
      />
      <TextInput advanced label="Header.Size" placeholder={t('form.automatic')} {...text('headerSize')} />
      <TextInput advanced label={other.label} {...text(other.field)} />
    </>
  );
}

/** The field that the last call stumbled over, and the rule in its id and words. */
interface Blame {
  readonly epoch: number;
  readonly field: keyof AllocateFields;
  readonly rule: string;
}

function blameOfSelected(): Blame | null {
  const { model, selectedSeq } = useView.getState();
  if (model === null || selectedSeq === null) return null;
  const event: EventDescription = describeEvent(model.context, selectedSeq);
  const rule = ruleOf(event.rule);
  if (event.op !== 'allocate' || event.status === 1 || rule === null) return null;
  const field = FIELD_OF_MEMBER[FIELD_OF_RULE[ruleId(event.rule)] ?? ''];
  return field === undefined ? null : { epoch: model.info.epoch, field, rule: rule.id };
}

interface RowProps {
  readonly label: string;
  /** One of the members with long names that most callers leave alone. */
  readonly advanced?: boolean | undefined;
  readonly problem?: string | undefined;
  readonly blamed?: Blame | undefined;
  readonly children: (id: string) => ReactNode;
}

function Row({ label, advanced = false, problem, blamed, children }: RowProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div
      className={`form-row${advanced ? ' advanced' : ''}${problem !== undefined || blamed ? ' at-fault' : ''}`}
      data-member={label}
    >
      <label htmlFor={id} className="mono">
        {label}
      </label>
      <div className="form-control">{children(id)}</div>
      {problem !== undefined && (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
      {blamed && (
        <p className="form-problem" role="alert">
          <b>{blamed.rule}</b> {t(`rule.${blamed.rule}`)}
        </p>
      )}
    </div>
  );
}

interface TextFieldProps {
  readonly name: TextField;
  readonly value: string;
  readonly problem: string | undefined;
  readonly blamed: Blame | undefined;
  readonly onChange: (value: string) => void;
}

interface TextInputProps extends TextFieldProps {
  readonly advanced?: boolean;
  readonly label: string;
  readonly placeholder?: string;
  readonly suggestions?: readonly string[];
  readonly children?: ReactNode;
}

function TextInput({
  label,
  advanced,
  name,
  value,
  problem,
  blamed,
  onChange,
  placeholder,
  suggestions,
  children,
}: TextInputProps) {
  const list = useId();
  return (
    <Row label={label} advanced={advanced} problem={problem} blamed={blamed}>
      {(id) => (
        <>
          <input
            id={id}
            name={name}
            className="mono"
            value={value}
            placeholder={placeholder}
            list={suggestions === undefined ? undefined : list}
            aria-invalid={problem !== undefined || blamed !== undefined}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => onChange(event.target.value)}
          />
          {suggestions !== undefined && (
            <datalist id={list}>
              {suggestions.map((suggestion) => (
                <option key={suggestion} value={suggestion} />
              ))}
            </datalist>
          )}
          {children}
        </>
      )}
    </Row>
  );
}
