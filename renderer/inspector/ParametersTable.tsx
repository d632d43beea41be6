import { type ReactNode } from 'react';
import { useTranslation } from '../app/use-translation.ts';
import { type EventDescription, FIELD_OF_RULE, ruleId } from '../../electron/contract/core.ts';
import { useFormat } from '../app/format.ts';
import { allocateMembers, freeMembers, type Member } from './members.ts';

interface ParametersTableProps {
  readonly event: EventDescription;
  /** What can be done with the request, beside its heading. */
  readonly tools?: ReactNode;
}

/** SharedMemoryParameters as the caller filled it beside what came back, or what a free was called with. */
export function ParametersTable({ event, tools }: ParametersTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const isCall = event.request !== null;
  const members = isCall ? allocateMembers(event, format, t) : freeMembers(event, format);
  if (members.length === 0) return null;
  const faulty = event.status === 1 ? undefined : FIELD_OF_RULE[ruleId(event.rule)];
  return (
    <div>
      <header className="parameters-head">
        <h3>{t(isCall ? 'parameters.title' : 'parameters.arguments')}</h3>
        {tools}
      </header>
      <table className="parameters request-answer">
        <thead>
          <tr>
            <th scope="col">{t('parameters.member')}</th>
            <th scope="col">{t('parameters.request')}</th>
            <th scope="col">{isCall && t('parameters.answer')}</th>
          </tr>
        </thead>
        <tbody>
          {members.map((member, index) => (
            <MemberRow
              key={`${index} ${member.name}`}
              member={member}
              rule={member.name === faulty ? ruleId(event.rule) : null}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface MemberRowProps {
  readonly member: Member;
  /** The rule that the member broke, in its id. */
  readonly rule: string | null;
}

function MemberRow({ member: { name, given, answered, title, check }, rule }: MemberRowProps) {
  const { t } = useTranslation();
  // Side by side the columns say it; the words are there for those who hear the table.
  const sideBySide = given !== undefined && answered !== undefined;
  const mark = (direction: 'in' | 'out'): ReactNode => (
    <span className={sideBySide ? 'visually-hidden' : `direction direction-${direction}`}>
      {t(`parameters.${direction}`)}
    </span>
  );
  const request = given !== undefined && (
    <>
      {given}
      {check !== undefined && (
        <span className={`check-${check.kept ? 'kept' : 'broken'}`} title={check.expected}>
          {' '}
          {check.kept ? '✓' : '✗'}
          <span className="visually-hidden"> {check.expected}</span>
        </span>
      )}
      {rule !== null && <b className="rule-id"> {rule}</b>} {mark('in')}
    </>
  );
  const answer = answered !== undefined && (
    <>
      {answered} {mark('out')}
    </>
  );
  return (
    <tr className={rule === null ? undefined : 'at-fault'} data-member={name}>
      <th scope="row">{name}</th>
      {request !== false && (
        <td className="mono" colSpan={sideBySide ? 1 : 2} title={title}>
          {request}
        </td>
      )}
      {answer !== false && (
        <td className={`mono answered ${sideBySide ? 'beside' : ''}`} colSpan={sideBySide ? 1 : 2}>
          {answer}
        </td>
      )}
    </tr>
  );
}
