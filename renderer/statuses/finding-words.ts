import {
  diagnosticName,
  type FindingGroup,
  ruleId,
  SEVERITIES,
  statusName,
} from '../../electron/contract/core.ts';

/** The name of a status without what all of them begin with. */
export const shortStatus = (status: number): string => (statusName(status) ?? '').replace('NDIS_STATUS_', '');

/** What a group is about, in identifiers. */
export const findingName = ({ status, rule, diagnostic }: FindingGroup): string =>
  [status > 1 ? shortStatus(status) : '', ruleId(rule), diagnosticName(diagnostic) ?? '']
    .filter(Boolean)
    .join(' ');

/** The gravest first, of the equally grave the most frequent. */
export const gravestFirst = (groups: readonly FindingGroup[]): readonly FindingGroup[] =>
  [...groups].sort(
    (one, other) =>
      SEVERITIES.indexOf(other.severity) - SEVERITIES.indexOf(one.severity) || other.count - one.count,
  );
