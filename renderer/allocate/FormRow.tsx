import { type ReactNode, useId } from 'react';
import { useTranslation } from '../app/use-translation.ts';
import { type TextField } from './form-fields.ts';

interface RowProps {
  readonly label: string;
  /** One of the members with long names that most callers leave alone. */
  readonly advanced?: boolean | undefined;
  readonly problem?: string | undefined;
  readonly found?: Found | undefined;
  readonly children: (id: string) => ReactNode;
}

/** A rule that a field breaks, and what would put it right. */
export interface Found {
  readonly rule: string;
  readonly source: string;
  readonly refused: boolean;
  readonly onRepair: (() => void) | null;
}

/** A member with its control and what is wrong with it. */
export function Row({ label, advanced = false, problem, found, children }: RowProps) {
  const id = useId();
  return (
    <div
      className={`form-row${advanced ? ' advanced' : ''}${problem !== undefined || found?.refused === true ? ' at-fault' : ''}`}
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
      {found !== undefined && <FoundRule found={found} />}
    </div>
  );
}

function FoundRule({ found: { rule, source, refused, onRepair } }: { readonly found: Found }) {
  const { t } = useTranslation();
  return (
    <p className={refused ? 'form-problem' : 'form-problem remark'} role="status">
      <b title={source}>{rule}</b> {t(`rule.${rule}`)}{' '}
      {onRepair !== null && (
        <button type="button" className="link" onClick={onRepair}>
          {t('form.repair')}
        </button>
      )}
    </p>
  );
}

export interface TextFieldProps {
  readonly name: TextField;
  readonly value: string;
  readonly problem: string | undefined;
  readonly found: Found | undefined;
  readonly onChange: (value: string) => void;
}

interface TextInputProps extends TextFieldProps {
  readonly advanced?: boolean;
  readonly label: string;
  readonly placeholder?: string;
  readonly suggestions?: readonly string[];
  readonly children?: ReactNode;
}

/** A member that is typed. */
export function TextInput({
  label,
  advanced,
  name,
  value,
  problem,
  found,
  onChange,
  placeholder,
  suggestions,
  children,
}: TextInputProps) {
  const list = useId();
  return (
    <Row label={label} advanced={advanced} problem={problem} found={found}>
      {(id) => (
        <>
          <input
            id={id}
            name={name}
            className="mono"
            value={value}
            placeholder={placeholder}
            list={suggestions === undefined ? undefined : list}
            aria-invalid={problem !== undefined || found?.refused === true}
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
