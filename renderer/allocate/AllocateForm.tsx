import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from '../app/use-translation.ts';
import {
  describeEvent,
  type EventDescription,
  FIELD_OF_RULE,
  IRQL_NAMES,
  NDIS_SHARED_MEMORY_USAGES,
  ruleId,
  ruleOf,
} from '../../electron/contract/core.ts';
import { MOST_CALLS, type SessionInfo } from '../../electron/contract/schemas.ts';
import { allocate, allocateMany, openQueue } from '../app/lab-commands.ts';
import { parseNumber } from '../app/parse-number.ts';
import { useEngine } from '../stores/engine-store.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { useView } from '../stores/view-store.ts';
import {
  type AllocateFields,
  FIELD_OF_MEMBER,
  type FormResult,
  readForm,
  type TextField,
} from './form-fields.ts';
import { type Found, Row, type TextFieldProps, TextInput } from './FormRow.tsx';
import { fillForm, useAllocateForm } from './form-store.ts';
import { FreeTarget } from './FreeTarget.tsx';
import { checkedMachine, checkRequestNow } from './live-check.ts';
import { type Preset, presetFields, PRESETS } from './presets.ts';
import { repairedFields } from './repaired-fields.ts';
import './allocate.css';
import { pictured } from '../pictures/parts.ts';

/** Every member that a caller fills, as a form: what it sends, NDIS judges. */
export function AllocateForm() {
  const mode = useView((state) => state.model?.info.mode);
  // Another mode asks for another owner: the fields start over.
  return mode === undefined ? null : <ModeForm key={mode} mode={mode} />;
}

function ModeForm({ mode }: { readonly mode: SessionInfo['mode'] }) {
  const { t } = useTranslation();
  const model = useView((state) => state.model);
  const machine = useEngine((state) => state.status?.machine);
  const fields = useAllocateForm((state) => state[mode]);
  const [advanced, setAdvanced] = useState(false);
  const [submitted, setSubmitted] = useState(false);
  const [blame, setBlamed] = useState<Blame | null>(null);
  const [repeat, setRepeat] = useState('1');
  if (model === null) return null;
  // A new session has nothing to blame the old one's fields for.
  const blamed = blame?.epoch === model.info.epoch ? blame : null;

  const times = timesOf(repeat);
  const result: FormResult = readForm(fields, model.info.ndisVersion);
  const change = (part: Partial<AllocateFields>): void => {
    fillForm(mode, { ...useAllocateForm.getState()[mode], ...part });
    setBlamed(null);
  };
  const findings =
    result.ok && machine !== undefined
      ? checkRequestNow(checkedMachine(machine, model.info), result.request)
      : [];
  const found = (field: keyof AllocateFields): Found | undefined => {
    const live = findings.find((finding) => finding.field === field);
    if (live === undefined) {
      return blamed?.field === field ? { ...blamed, source: '', refused: true, onRepair: null } : undefined;
    }
    const { repair } = live;
    return { ...live, onRepair: repair === null ? null : () => change(repairedFields(repair)) };
  };
  const call = (times: number, untilRefused: boolean): void => {
    setSubmitted(true);
    if (!result.ok) return;
    const { request } = result;
    const called = times === 1 ? allocate(request) : allocateMany(request, times, untilRefused);
    void called.then(() => setBlamed(blameOfSelected()));
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    call(times ?? 1, false);
  };
  const text = (name: TextField): TextFieldProps => ({
    name,
    value: fields[name],
    problem:
      submitted && !result.ok && result.problems[name]
        ? t('form.number', { max: result.problems[name].max })
        : undefined,
    found: found(name),
    onChange: (value) => change({ [name]: value }),
  });

  return (
    <section className="panel allocate" {...pictured('form')} aria-label={t('form.title')}>
      <header className="panel-head">
        <h2>{t('form.title')}</h2>
        <PresetMenu onChoose={(preset) => change(presetFields(preset, mode, model.info.ndisVersion))} />
      </header>
      <form onSubmit={submit} noValidate data-testid="allocate-form">
        <MemberRows mode={mode} model={model} fields={fields} text={text} found={found} change={change} />
        {advanced && <AdvancedFields mode={mode} text={text} />}
        <CallButtons
          mode={mode}
          repeat={repeat}
          advanced={advanced}
          onRepeat={setRepeat}
          onFill={() => call(MOST_CALLS, true)}
          onAdvanced={() => setAdvanced(!advanced)}
        />
      </form>
      <FreeTarget />
    </section>
  );
}

interface CallButtonsProps {
  readonly mode: SessionInfo['mode'];
  /** How often the call is made, as typed. */
  readonly repeat: string;
  /** Whether all members are shown. */
  readonly advanced: boolean;
  readonly onRepeat: (text: string) => void;
  readonly onFill: () => void;
  readonly onAdvanced: () => void;
}

function CallButtons({ mode, repeat, advanced, onRepeat, onFill, onAdvanced }: CallButtonsProps) {
  const { t } = useTranslation();
  return (
    <div className="form-actions">
      <button type="submit" className="primary mono">
        NdisAllocateSharedMemory
      </button>
      <label className="repeat" title={t('form.timesHint')}>
        ×{' '}
        <input
          className="mono"
          name="times"
          aria-label={t('form.times')}
          aria-invalid={timesOf(repeat) === null}
          value={repeat}
          onChange={(event) => onRepeat(event.target.value)}
        />
      </label>
      <button type="button" title={t('form.fillHint')} data-testid="fill-owner" onClick={onFill}>
        {t(mode === 'vmq' ? 'form.fillQueue' : 'form.fillVPort')}
      </button>
      <button type="button" className="link" aria-expanded={advanced} onClick={onAdvanced}>
        {t(advanced ? 'form.less' : 'form.more')}
      </button>
    </div>
  );
}

/** How often the call is made; null for what is no such number. */
function timesOf(text: string): number | null {
  const times = parseNumber(text);
  return times !== null && times >= 1 && times <= MOST_CALLS ? times : null;
}

function PresetMenu({ onChoose }: { readonly onChoose: (preset: Preset) => void }) {
  const { t } = useTranslation();
  return (
    <select
      className="presets"
      aria-label={t('form.presets')}
      title={t('form.presetsHint')}
      value=""
      data-testid="presets"
      onChange={(event) => {
        const preset = PRESETS.find((known) => known === event.target.value);
        if (preset !== undefined) onChoose(preset);
      }}
    >
      <option value="" disabled>
        {t('form.presets')}
      </option>
      {PRESETS.map((preset) => (
        <option key={preset} value={preset}>
          {t(`form.preset.${preset}`)}
        </option>
      ))}
    </select>
  );
}

interface MemberRowsProps {
  readonly mode: SessionInfo['mode'];
  readonly model: SessionModel;
  readonly fields: AllocateFields;
  readonly text: (name: TextField) => TextFieldProps;
  readonly found: (field: keyof AllocateFields) => Found | undefined;
  readonly change: (part: Partial<AllocateFields>) => void;
}

/** The members that every caller thinks about. */
function MemberRows({ mode, model, fields, text, found, change }: MemberRowsProps) {
  const { t } = useTranslation();
  const owners = useEngine((state) => state.status?.machine[mode === 'vmq' ? 'queues' : 'vports']) ?? [];
  return (
    <>
      <TextInput label="Length" {...text('length')} />
      <Row label="Usage" found={found('usage')}>
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
          onClick={() => void openQueue().then((id) => id > 0 && change({ [OWNER[mode].field]: String(id) }))}
        >
          {t(mode === 'vmq' ? 'form.newQueue' : 'form.newVPort')}
        </button>
      </TextInput>
      <TextInput
        label="PreferredNode"
        {...text('preferredNode')}
        suggestions={['any', ...model.nodeStarts.slice(0, -1).map((_, node) => String(node))]}
      />
      <Row label="Flags" found={found('contiguous')}>
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
      <Row label="IRQL" found={found('irql')}>
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
    </>
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

/** What the last call was refused for, where no check before the call can know it. */
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
