import { useTranslation } from '../app/use-translation.ts';
import { diagnosticName, type FindingGroup, ruleId } from '../../electron/contract/core.ts';
import { useFormat } from '../app/format.ts';
import { setFilter } from '../stores/filter-store.ts';
import { seek } from '../stores/playback.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { selectEvent, useView } from '../stores/view-store.ts';
import { showCalls } from './calls-tab.ts';
import { DiagnosticBadge } from './DiagnosticBadge.tsx';
import { findingName, gravestFirst, shortStatus } from './finding-words.ts';
import { StatusBadge } from './StatusBadge.tsx';

/** What deserves attention in the whole session, the gravest first, each with how often and where first and last. */
export function ExpertPanel({ model }: { readonly model: SessionModel }) {
  const { t } = useTranslation();
  useView((state) => state.revision);
  const groups = gravestFirst(model.findings.groups);
  if (groups.length === 0) return <p className="empty">{t('expert.empty')}</p>;
  return (
    <div className="rows expert" data-testid="expert" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span className="severity-word">{t('expert.severity')}</span>
            </th>
            <th scope="col">{t('expert.finding')}</th>
            <th scope="col" className="number">
              {t('expert.count')}
            </th>
            <th scope="col">{t('expert.where')}</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <Group
              key={`${group.beside ? 'beside' : group.status} ${group.rule} ${group.diagnostic}`}
              group={group}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Group({ group }: { readonly group: FindingGroup }) {
  const { t } = useTranslation();
  const format = useFormat();
  const goTo = (seq: number): void => {
    seek(seq + 1);
    selectEvent(seq);
  };
  return (
    <tr data-severity={group.severity} data-finding={findingName(group)}>
      <td>
        <span className={`diagnostic diagnostic-${group.severity}`}>
          <span className="severity-letter" aria-hidden="true">
            {t(`severity.letter.${group.severity}`)}
          </span>
          <span className="severity-word"> {t(`severity.${group.severity}`)}</span>
        </span>
      </td>
      <td className="finding">
        {group.status > 1 && <StatusBadge code={group.status} />}
        {group.diagnostic > 0 && <DiagnosticBadge code={group.diagnostic} beside={group.beside} />}
        {group.rule > 0 && (
          <span
            className="rule-id"
            data-explain={`rule:${group.rule}`}
            data-field={group.beside ? 'remark' : 'rule'}
          >
            {ruleId(group.rule)}
          </span>
        )}
        {group.beside && (
          <span className="dim" title={t('expert.besideHint')}>
            {t('expert.beside')}
          </span>
        )}
      </td>
      <td className="number">
        <button
          type="button"
          className="link mono"
          title={t('expert.list')}
          onClick={() => {
            setFilter(filterOf(group));
            showCalls('all');
          }}
        >
          {format.integer(group.count)}
        </button>
      </td>
      <td>
        <button
          type="button"
          className="link mono"
          title={t('expert.first')}
          onClick={() => goTo(group.firstSeq)}
        >
          {format.integer(group.firstSeq)}
        </button>
        {group.lastSeq !== group.firstSeq && (
          <>
            {' … '}
            <button
              type="button"
              className="link mono"
              title={t('expert.last')}
              onClick={() => goTo(group.lastSeq)}
            >
              {format.integer(group.lastSeq)}
            </button>
          </>
        )}
      </td>
    </tr>
  );
}

/** The filter that lists the events of a group; what they have not is asked for too, so that the counts agree. */
function filterOf({ beside, status, rule, diagnostic }: FindingGroup): string {
  const terms = [
    status > 0 ? `status == ${shortStatus(status)}` : '',
    rule > 0 ? `${beside ? 'remark' : 'rule'} == ${ruleId(rule)}` : '',
    diagnostic > 0 ? `${beside ? 'remark' : 'diagnostic'} == ${diagnosticName(diagnostic) ?? ''}` : '',
  ];
  return terms.filter((term) => term !== '').join(' && ');
}
