import { type TFunction } from 'i18next';
import {
  diagnosticName,
  DOCUMENTED_STATUSES,
  type FindingGroup,
  ndisVersionName,
  PAGE_SIZE,
  ruleId,
  STATUS_SPAN,
  statusName,
} from '../../electron/contract/core.ts';
import { type Bookmark } from '../../electron/contract/schemas.ts';
import { type Format } from '../app/format.ts';
import { legendName } from '../app/legend-names.ts';
import { providerName } from '../app/provider-name.ts';
import { figureTiles } from '../metrics/figure-tiles.ts';
import { type LegendCount } from '../stores/legend-counts.ts';
import { findingName, gravestFirst, shortStatus } from '../statuses/finding-words.ts';
import { type SessionModel } from '../stores/session-model.ts';

/** A cell of a table of the report; with an event, it leads there. */
export interface ReportCell {
  readonly text: string;
  readonly event?: number;
}

export interface ReportTable {
  readonly columns: readonly string[];
  /** Columns of numbers, from 0. */
  readonly numbers: ReadonlySet<number>;
  readonly rows: readonly (readonly ReportCell[])[];
}

export interface ReportSection {
  readonly id: string;
  readonly title: string;
  /** Whether the table is a list of facts: a name and a value a line. */
  readonly facts?: true;
  /** What the table says, in a sentence. */
  readonly lead: string;
  readonly table: ReportTable | null;
}

/** A session in words and tables: the memory at the cursor, what deserves attention in the whole session. */
export interface SessionReport {
  readonly title: string;
  readonly lead: string;
  readonly sections: readonly ReportSection[];
}

/** Where a report reads. */
export interface ReportSource {
  readonly model: SessionModel;
  readonly providers: readonly { readonly code: number; readonly id: string }[];
  readonly bookmarks: readonly Bookmark[];
  /** Live blocks at the cursor by owner: by VPort in SR-IOV mode, otherwise by queue. */
  readonly owners: ReadonlyMap<number, LegendCount>;
  readonly t: TFunction;
  readonly format: Format;
}

export function sessionReport(source: ReportSource): SessionReport {
  const { model, t, format, bookmarks } = source;
  const { position } = model.cursor;
  return {
    title: `${model.info.name} · ${t('sessionReport.title')}`,
    lead: t('sessionReport.lead', {
      position: format.integer(position),
      length: format.integer(model.recorded.log.length),
      time: format.integer(position === 0 ? 0 : model.recorded.timeNs(position - 1) / 1000),
    }),
    sections: [
      machineOf(source),
      memoryOf(source),
      callsOf(source),
      findingsOf(source),
      nodesOf(source),
      ownersOf(source),
      ...(bookmarks.length === 0 ? [] : [bookmarksOf(source)]),
    ],
  };
}

const cells = (...texts: readonly string[]): readonly ReportCell[] => texts.map((text) => ({ text }));

function machineOf({ model: { info }, t, format }: ReportSource): ReportSection {
  const rows = [
    cells(t('newSession.memory'), format.bytes(info.memoryBytes)),
    cells(t('newSession.nodes'), format.integer(info.nodeCount)),
    cells(t('newSession.version'), `NDIS ${ndisVersionName(info.ndisVersion)}`),
    cells(t('newSession.mode'), t(`newSession.modes.${info.mode}`)),
    cells(
      t('newSession.provider'),
      t(`providers.choice.${info.provider}`, { defaultValue: providerName(t, info.provider) }),
    ),
    cells(t('newSession.policy'), t(`newSession.policies.${info.policy}`, { defaultValue: info.policy })),
    ...(info.layers.length === 0 ? [] : [cells(t('replay.layers'), info.layers.join(', '))]),
    cells(t('newSession.seed'), format.integer(info.seed)),
  ];
  const columns = [t('sessionReport.column.fact'), t('sessionReport.column.value')];
  return {
    id: 'machine',
    title: t('sessionReport.machine'),
    facts: true,
    lead: '',
    table: { columns, numbers: new Set(), rows },
  };
}

function callsOf({ model, providers, t, format }: ReportSource): ReportSection {
  const { providerStatuses, statuses } = model.cursor.totals;
  const all = statuses.reduce((sum, count) => sum + count, 0);
  const granted = statuses[DOCUMENTED_STATUSES[0]] ?? 0;
  return {
    id: 'calls',
    title: t('sessionReport.calls'),
    lead: t('sessionReport.callsLead', {
      count: all,
      calls: format.integer(all),
      granted: format.integer(granted),
      refused: format.integer(all - granted),
    }),
    table: {
      columns: [t('figures.provider'), ...DOCUMENTED_STATUSES.map(shortStatus)],
      numbers: new Set(DOCUMENTED_STATUSES.map((_status, index) => index + 1)),
      rows: providers.map(({ code, id }) =>
        cells(
          providerName(t, id),
          ...DOCUMENTED_STATUSES.map((status) =>
            format.integer(providerStatuses[code * STATUS_SPAN + status] ?? 0),
          ),
        ),
      ),
    },
  };
}

function findingsOf({ model, t, format }: ReportSource): ReportSection {
  const groups = gravestFirst(model.findings.groups);
  const columns = [
    t('expert.severity'),
    t('expert.finding'),
    t('sessionReport.column.meaning'),
    t('expert.count'),
    t('sessionReport.column.first'),
    t('sessionReport.column.last'),
  ];
  const rows = groups.map((group): readonly ReportCell[] => [
    ...cells(
      t(`severity.${group.severity}`),
      findingName(group),
      meaningOf(group, t),
      format.integer(group.count),
    ),
    { text: format.integer(group.firstSeq), event: group.firstSeq },
    { text: format.integer(group.lastSeq), event: group.lastSeq },
  ]);
  return {
    id: 'findings',
    title: t('sessionReport.findings'),
    lead: groups.length === 0 ? t('expert.empty') : t('sessionReport.findingsLead'),
    table: groups.length === 0 ? null : { columns, numbers: new Set([3, 4, 5]), rows },
  };
}

/** The rule in a sentence; without one the diagnostic's, or the status's. */
function meaningOf({ status, rule, diagnostic }: FindingGroup, t: TFunction): string {
  if (rule > 0) return t(`rule.${ruleId(rule)}`);
  const name = diagnosticName(diagnostic);
  return name === null ? t(`status.meaning.${statusName(status) ?? ''}`) : t(`diagnostic.${name}`);
}

function memoryOf({ model, t, format }: ReportSource): ReportSection {
  const figures = model.figures();
  const used = (figures.pages - figures.freePages - figures.reservedPages) * PAGE_SIZE;
  const columns = [t('sessionReport.column.fact'), t('sessionReport.column.value')];
  return {
    id: 'memory',
    title: t('sessionReport.memory'),
    facts: true,
    lead: t('sessionReport.memoryLead', {
      used: format.bytes(used),
      total: format.bytes(model.info.memoryBytes),
      largest: format.bytes(figures.largestFreePages * PAGE_SIZE),
      free: format.bytes(figures.freePages * PAGE_SIZE),
    }),
    table: {
      columns,
      numbers: new Set([1]),
      rows: figureTiles(model, format).map(({ id, value }) => cells(t(`figures.${id}`), value)),
    },
  };
}

function nodesOf({ model, t, format }: ReportSource): ReportSection {
  const names = ['node', 'used', 'reserved', 'free', 'extents', 'largest', 'external'];
  return {
    id: 'nodes',
    title: t('figures.byNode'),
    lead: '',
    table: {
      columns: names.map((name) => t(`figures.${name}`)),
      numbers: new Set(names.map((_name, index) => index)),
      rows: model
        .nodeFigures()
        .map(({ pages, freePages, reservedPages, freeExtents, largestFreePages, external }, node) =>
          cells(
            String(node),
            format.bytes((pages - freePages - reservedPages) * PAGE_SIZE),
            format.bytes(reservedPages * PAGE_SIZE),
            format.bytes(freePages * PAGE_SIZE),
            format.integer(freeExtents),
            format.bytes(largestFreePages * PAGE_SIZE),
            format.ratio(external),
          ),
        ),
    },
  };
}

function ownersOf({ model, owners, providers, t, format }: ReportSource): ReportSection {
  const by = model.info.mode === 'sriov' ? 'vport' : 'queue';
  const living = [...owners]
    .filter(([, { blocks }]) => blocks > 0)
    .sort(([, one], [, other]) => other.bytes - one.bytes);
  const blocks = living.reduce((sum, [, count]) => sum + count.blocks, 0);
  const bytes = living.reduce((sum, [, count]) => sum + count.bytes, 0);
  return {
    id: 'owners',
    title: t('sessionReport.owners'),
    lead:
      blocks === 0
        ? t('sessionReport.noOwners')
        : t('sessionReport.ownersLead', {
            count: blocks,
            blocks: format.integer(blocks),
            size: format.bytes(bytes),
          }),
    table:
      blocks === 0
        ? null
        : {
            columns: [
              t('map.column.owner'),
              t('figures.blocks'),
              t('figures.asked'),
              t('sessionReport.column.share'),
            ],
            numbers: new Set([1, 2, 3]),
            rows: living.map(([key, count]) =>
              cells(
                legendName({ t, format, providers }, by, key),
                format.integer(count.blocks),
                format.bytes(count.bytes),
                format.percent(count.bytes / Math.max(1, bytes)),
              ),
            ),
          },
  };
}

function bookmarksOf({ bookmarks, t, format }: ReportSource): ReportSection {
  return {
    id: 'bookmarks',
    title: t('bookmarks.title'),
    lead: '',
    table: {
      columns: [t('calls.column.event'), t('bookmarks.placeholder')],
      numbers: new Set(),
      rows: bookmarks.map(({ seq, endSeq, note }) => [
        {
          text:
            endSeq === undefined ? format.integer(seq) : `${format.integer(seq)} – ${format.integer(endSeq)}`,
          event: seq,
        },
        { text: note },
      ]),
    },
  };
}
