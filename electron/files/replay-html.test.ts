import { englishOf } from '../../core/words/sentence.ts';
import { describe, expect, it } from 'vitest';
import { Lab } from '../../core/lab/lab.ts';
import { DEFAULT_LAB_CONFIG } from '../../core/lab/lab-config.ts';
import { readSession } from '../../core/session-file/session-reader.ts';
import { VmqDemonstration } from '../../core/workloads/vmq-demonstration.ts';
import { replaySettings } from '../contract/replay-page.ts';
import { settingsOfLab } from './lab-settings.ts';
import { zlibCompressor } from './read-session-file.ts';
import { assembleReplayHtml, type ReplaySource } from './replay-html.ts';
import { parseSettings } from './session-settings.ts';

const TEMPLATE = '<head><title>page</title></head><!--replay-data--><script>run()</script>';
const NAME = 'a </script><!-- <script> \u2028 name';

function recorded(): ReplaySource {
  const lab = new Lab(DEFAULT_LAB_CONFIG);
  const demonstration = new VmqDemonstration({ seed: 5, machines: 4 });
  while (demonstration.run(lab, 1000));
  lab.session.indexNew();
  const settings = { ...settingsOfLab(NAME, lab), bookmarks: [{ seq: 3, note: 'here </SCRIPT>' }] };
  const providers = lab.ndis.providers.map(({ code, id }) => ({ code, id }));
  return { settings, session: lab.session, providers };
}

/** The text of a data block, as a parser of HTML cuts it. */
function blockOf(html: string, id: string): string {
  const match = new RegExp(`<script type="[a-z/]+" id="${id}">(.*?)</script`, 'is').exec(html);
  if (match?.[1] === undefined) throw new Error(`no block ${id}`);
  return match[1];
}

describe('assembleReplayHtml', () => {
  const source = recorded();
  const html = [...assembleReplayHtml(TEMPLATE, source)].join('');

  it('leaves the template around the data as it is', () => {
    const [head = '', tail = ''] = TEMPLATE.split('<!--replay-data-->');
    expect(html.startsWith(head)).toBe(true);
    expect(html.endsWith(tail)).toBe(true);
    expect(html).not.toContain('<!--');
    expect(html.match(/<script/gi)?.length).toBe(3);
    expect(html).not.toMatch(/[\u2028\u2029]/);
  });

  it('carries the settings, whatever their words are', () => {
    const settings = replaySettings.parse(JSON.parse(blockOf(html, 'replay-settings')));
    expect(settings.session).toEqual(source.settings);
    expect(settings.session.name).toBe(NAME);
    expect(settings.providers).toEqual(source.providers);
  });

  it('carries every event and side word as the session file has them', () => {
    const lines = blockOf(html, 'replay-session').trim().split('\n');
    const bytes = Buffer.concat(lines.map((line) => Buffer.from(line, 'base64')));
    const read = readSession(bytes, { ...zlibCompressor, parseSettings, parseLineNumbers: () => null });
    if (!read.ok) throw new Error(englishOf(read.problem.message));
    const { log, side } = source.session;
    expect(read.problems).toEqual([]);
    expect(read.session.log.length).toBe(log.length);
    expect(read.session.log.copyFrom(0, log.length)).toEqual(log.copyFrom(0, log.length));
    expect(read.session.side.copyRange(0, side.length)).toEqual(side.copyRange(0, side.length));
  });

  it('refuses a template without one place for the data', () => {
    for (const template of ['<html></html>', `${TEMPLATE}${TEMPLATE}`])
      expect(() => [...assembleReplayHtml(template, source)]).toThrow('expected <!--replay-data--> once');
  });
});
