import { type ReportTable, type SessionReport } from './session-report.ts';

/** A report as Markdown, for an issue, a mail or a wiki. */
export function reportMarkdown({ title, lead, sections }: SessionReport): string {
  const parts = [`# ${title}`, lead];
  for (const section of sections) {
    parts.push(`## ${section.title}`);
    if (section.lead !== '') parts.push(section.lead);
    if (section.table !== null) parts.push(tableMarkdown(section.table));
  }
  return parts.join('\n\n') + '\n';
}

function tableMarkdown({ columns, numbers, rows }: ReportTable): string {
  const line = (texts: readonly string[]): string => `| ${texts.map(escaped).join(' | ')} |`;
  const rule = columns.map((_column, index) => (numbers.has(index) ? '---:' : '---'));
  return [
    line(columns),
    `| ${rule.join(' | ')} |`,
    ...rows.map((row) => line(row.map(({ text }) => text))),
  ].join('\n');
}

/** A bar would begin another cell, a line break another line; a note may hold anything. */
const escaped = (text: string): string => text.replace(/[\\|]/g, '\\$&').replace(/\s+/g, ' ');
