import { createHash } from 'node:crypto';
import { callSteps } from '../../../core/lab/call-steps.ts';
import { type LabConfig } from '../../../core/lab/lab-config.ts';
import { citationOf } from '../../../core/lessons/citations.ts';
import { docPageAddress } from '../../../core/lessons/doc-pages.ts';
import { ndisVersionName } from '../../../core/ndis/constants.ts';
import { diagnosticName } from '../../../core/ndis/diagnostics.ts';
import { type Rule, ruleId } from '../../../core/ndis/rules.ts';
import { statusName, SUCCESS } from '../../../core/ndis/status.ts';
import { type Picture } from '../../../core/pictures/picture.ts';
import { svgOf } from '../../../core/pictures/svg.ts';
import { formatDecorator } from '../../../core/providers/decorators/decorator-spec.ts';
import { type Handout, type HandoutEvent, type HandoutStep, sizeText } from './collect-handout.ts';
import { HANDOUT_STYLE } from './handout-style.ts';
import { escapeHtml, markdownHtml, nameHtml, SourceList } from './markdown-html.ts';
import { HANDOUT_PATTERNS } from './memory-picture.ts';
import { shownMembers } from './parameters-table.ts';

/**
 * A lesson on paper: one page of HTML that needs nothing else, runs nothing and loads nothing. Everything that comes
 * from the lesson file is escaped, and a content security policy stands behind that.
 */
export function handoutHtml(handout: Handout): string {
  const { lesson, language, words } = handout;
  const sources = new SourceList();
  // Before the list at the end: what is named first has the first number.
  const steps = handout.steps.map((step, index) => stepHtml(handout, step, index, sources));
  const title = `${words.lesson(lesson.number)} · ${lesson.title[language]}`;
  const hash = createHash('sha256').update(HANDOUT_STYLE).digest('base64');
  return [
    '<!doctype html>',
    `<html lang="${language === 'pt' ? 'pt-BR' : 'en'}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'">`,
    '<meta name="viewport" content="width=device-width">',
    `<title>${escapeHtml(title)}</title>`,
    `<style>${HANDOUT_STYLE}</style>`,
    '</head>',
    '<body>',
    `<h1>${escapeHtml(lesson.title[language])}</h1>`,
    `<p class="about">${escapeHtml(`${words.lesson(lesson.number)} · ${words.minutes(lesson.minutes)}`)}</p>`,
    `<p class="summary">${escapeHtml(lesson.summary[language])}</p>`,
    `<p class="about">${escapeHtml(`${words.machine}: ${machineText(handout, lesson.machine)}`)}</p>`,
    ...steps,
    ...practiceHtml(handout),
    ...scriptsHtml(handout),
    ...sourcesHtml(handout, sources),
    `<footer>${escapeHtml(words.made)}</footer>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function machineText({ words, language }: Handout, machine: LabConfig): string {
  return [
    sizeText(machine.memoryBytes, language),
    words.nodes(machine.nodeCount),
    machine.provider,
    ...machine.layers.map(formatDecorator),
    `NDIS ${ndisVersionName(machine.ndisVersion)}`,
    machine.mode === 'sriov' ? 'SR-IOV' : 'VMQ',
  ].join(' · ');
}

function stepHtml(handout: Handout, shown: HandoutStep, index: number, sources: SourceList): string {
  const { words, language } = handout;
  const { step, machine, question } = shown;
  const learner = step.by === 'learner' ? `<span class="learner">${escapeHtml(words.learner)}</span>` : '';
  return [
    '<section>',
    `<h2><span class="step-number">${index + 1}</span> ${escapeHtml(step.title[language])}${learner}</h2>`,
    step.machine === null
      ? ''
      : `<p class="about">${escapeHtml(`${words.newMachine}: ${machineText(handout, machine)}`)}</p>`,
    markdownHtml(step.text[language], sources),
    question === null ? '' : questionHtml(handout, question),
    callsHtml(handout, shown),
    question === null
      ? ''
      : `<p class="answer"><b>${escapeHtml(words.answer)}:</b> ${escapeHtml(question.answer)}</p>`,
    markdownHtml(step.after[language], sources),
    mainHtml(handout, shown),
    shown.commands.length === 0 ? '' : pictureHtml(words.memory, shown.memory),
    '</section>',
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function questionHtml({ words }: Handout, question: NonNullable<HandoutStep['question']>): string {
  const options = question.options.map((option) => `<li>${escapeHtml(option)}</li>`);
  return `<div class="question"><p>${escapeHtml(`${words.predict}: ${question.prompt}`)}</p><ul>${options.join('')}</ul></div>`;
}

function callsHtml(handout: Handout, { step, commands, events, moreEvents }: HandoutStep): string {
  const { words } = handout;
  if (commands.length === 0) return '';
  const list = commands.map((command) => `<li class="mono">${escapeHtml(command)}</li>`);
  const rows = events.map((event) => eventRow(handout, event));
  const more = moreEvents === 0 ? '' : `<p class="about">${escapeHtml(words.more(moreEvents))}</p>`;
  const number = (name: string): string => `<th class="number">${escapeHtml(name)}</th>`;
  const head = [
    number(words.event),
    `<th>${escapeHtml(words.call)}</th>`,
    number(words.length),
    number(words.elements),
    `<th>${escapeHtml(words.provider)}</th>`,
    `<th>${escapeHtml(words.status)}</th>`,
    `<th>${escapeHtml(words.rule)}</th>`,
  ];
  return [
    `<h3>${escapeHtml(step.by === 'learner' ? words.oneWay : words.calls)}</h3>`,
    `<ol>${list.join('')}</ol>`,
    `<table><thead><tr>${head.join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table>`,
    more,
  ].join('\n');
}

function eventRow({ language }: Handout, { event, provider }: HandoutEvent): string {
  const name = callSteps(event)[0]?.name ?? event.op;
  const status = (statusName(event.status) ?? '').replace('NDIS_STATUS_', '');
  const findings = [{ rule: event.rule, diagnostic: event.diagnostic }, ...event.further].map(
    ({ rule, diagnostic }) => [ruleId(rule), diagnosticName(diagnostic) ?? ''].filter(Boolean).join(' '),
  );
  const tone = event.status === 0 ? '' : event.status === SUCCESS ? ' class="good"' : ' class="bad"';
  const length = event.lengthBytes === 0 ? '' : sizeText(event.lengthBytes, language);
  return [
    `<tr><td class="number">${event.seq + 1}</td><td class="mono">${nameHtml(name)}</td>`,
    `<td class="number">${escapeHtml(length)}</td>`,
    `<td class="number">${event.makesBlock ? event.elements.length : ''}</td>`,
    `<td>${escapeHtml(provider)}</td><td${tone}>${nameHtml(status)}</td>`,
    `<td>${nameHtml(findings.filter(Boolean).join(', '))}</td></tr>`,
  ].join('');
}

function mainHtml({ words }: Handout, { main, step, machine }: HandoutStep): string {
  if (main === null || step.commands.length === 0) return '';
  const { event, sequence } = main;
  const members = shownMembers(event, machine.ndisVersion).map(
    ({ name, value, direction, rule }) =>
      `<div class="member ${direction}${rule === '' ? '' : ' broken'}"><dt>${escapeHtml(name)}</dt>` +
      `<dd class="mono">${nameHtml(rule === '' ? value : `${value} (${rule})`)}</dd></div>`,
  );
  return [
    members.length === 0
      ? ''
      : `<h3>${escapeHtml(words.parameters(event.seq + 1))}</h3><dl class="members">${members.join('')}</dl>`,
    sequence === null ? '' : pictureHtml(words.sequence(event.seq + 1), sequence),
  ].join('\n');
}

const pictureHtml = (title: string, picture: Picture): string =>
  `<figure><h3>${escapeHtml(title)}</h3>${svgOf(picture, HANDOUT_PATTERNS)}</figure>`;

function practiceHtml({ exercises, words, language }: Handout): readonly string[] {
  if (exercises.length === 0) return [];
  const list = exercises.map((text) => `<li>${escapeHtml(text[language])}</li>`);
  return ['<section>', `<h2>${escapeHtml(words.practice)}</h2>`, `<ul>${list.join('')}</ul>`, '</section>'];
}

function scriptsHtml({ lesson, words }: Handout): readonly string[] {
  const scripts = Object.entries(lesson.scripts);
  if (scripts.length === 0) return [];
  const texts = scripts.map(
    ([name, source]) => `<h3>${escapeHtml(name)}</h3><pre>${escapeHtml(source.trimEnd())}</pre>`,
  );
  return ['<section>', `<h2>${escapeHtml(words.scripts)}</h2>`, ...texts, '</section>'];
}

function sourcesHtml(handout: Handout, sources: SourceList): readonly string[] {
  const list = sources.marks.map(
    (mark) => `<li id="source-${sources.numberOf(mark)}">${sourceHtml(handout, mark)}</li>`,
  );
  if (list.length === 0) return [];
  const title = `<h2>${escapeHtml(handout.words.sources)}</h2>`;
  return ['<section class="sources">', title, `<ol>${list.join('\n')}</ol>`, '</section>'];
}

function sourceHtml({ words }: Handout, mark: string): string {
  const citation = citationOf(mark);
  switch (citation?.kind) {
    case 'page':
      return linkHtml(citation.address);
    case 'rule':
      return ruleHtml(citation.rule, words.evidence[citation.rule.evidence], words.rule);
    case 'header':
    case 'sample':
    case 'model':
      return escapeHtml(words.otherSources[citation.kind]);
    default:
      return escapeHtml(mark);
  }
}

/** A rule with what it rests on, and the pages that say so where there are some. */
function ruleHtml(rule: Rule, evidence: string, word: string): string {
  const pages = rule.source.split(/[,;]\s*/).flatMap((name) => docPageAddress(name) ?? []);
  return [escapeHtml(`${word} ${rule.id}: ${evidence}`), ...pages.map(linkHtml)].join('<br>');
}

const linkHtml = (address: string): string => `<a href="${escapeHtml(address)}">${escapeHtml(address)}</a>`;
