import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reportMarkdown } from './report-markdown.ts';

const anyTable = fc.integer({ min: 1, max: 5 }).chain((width) =>
  fc.record({
    columns: fc.array(fc.string(), { minLength: width, maxLength: width }),
    numbers: fc.uniqueArray(fc.nat(4)).map((columns) => new Set(columns)),
    rows: fc.array(
      fc.array(
        fc.string().map((text) => ({ text })),
        { minLength: width, maxLength: width },
      ),
    ),
  }),
);

/** Cells of a line, as a reader of Markdown tables takes it apart. */
const cellsOf = (line: string): readonly string[] =>
  line
    .slice(2, -2)
    .split(/(?<=(?:^|[^\\])(?:\\\\)*) \| /)
    .map((cell) => cell.replace(/\\([\\|])/g, '$1'));

describe('a report as Markdown', () => {
  it('has its words in the order of the report, numbers on the right', () => {
    const table = {
      columns: ['provider', 'SUCCESS'],
      numbers: new Set([1]),
      rows: [[{ text: 'NDIS default' }, { text: '12', event: 3 }]],
    };
    const report = {
      title: 'demo',
      lead: 'After event 3',
      sections: [{ id: 'calls', title: 'Calls', lead: '12 calls.', table }],
    };
    expect(reportMarkdown(report)).toBe(
      '# demo\n\nAfter event 3\n\n## Calls\n\n12 calls.\n\n' +
        '| provider | SUCCESS |\n| --- | ---: |\n| NDIS default | 12 |\n',
    );
  });

  it('keeps every cell apart from the next, whatever a note holds', () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        const report = { title: '', lead: '', sections: [{ id: '', title: '', lead: '', table }] };
        const lines = reportMarkdown(report)
          .split('\n')
          .filter((line) => line.startsWith('| '));
        expect(lines).toHaveLength(table.rows.length + 2);
        table.rows.forEach((row, index) => {
          const read = cellsOf(lines[index + 2] ?? '');
          expect(read).toEqual(row.map(({ text }) => text.replace(/\s+/g, ' ')));
        });
      }),
    );
  });
});
