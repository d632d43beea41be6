import { open, stat } from 'node:fs/promises';
import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import { DEFAULT_LAB_CONFIG, labConfigProblem } from '../../core/lab/lab-config.ts';
import { type Scenario, type ScenarioStep } from '../../core/scenarios/scenario.ts';
import { STOPPED } from '../../core/session-file/file-sentences.ts';
import { type Sentence } from '../../core/words/sentence.ts';
import { parseSaid, type SaidIssue } from '../contract/said-issue.ts';
import { readBytes } from './read-bytes.ts';
import { sentenceOfJson } from './parser-words.ts';
import { type ReadWatch } from './read-watch.ts';
import { sayOfReading } from './reading-sentences.ts';
import { sayOfScenario as say } from './scenario-sentences.ts';
import { sentenceOfError } from './system-errors.ts';
import { filterProblem } from './check-lesson.ts';
import { saidOf } from './lesson-fields.ts';
import { MOST, scenarioHead, scenarioStep } from './scenario-schema.ts';

/** A scenario is written by hand or by a small program; what is larger is something else. */
const LARGEST_BYTES = 16 * 2 ** 20;

export type ReadScenario =
  /** `problem` says what stands behind the steps that could be read; null when the file is whole. */
  | {
      readonly ok: true;
      readonly scenario: Scenario;
      /** What was read. */
      readonly text: string;
      readonly problem: Sentence | null;
    }
  /** One line that names the file, the place and what was expected. */
  | { readonly ok: false; readonly message: Sentence };

/** Whether a file begins like one: with a brace, or a comment before it. A file that cannot be read is none. */
export async function isScenarioFile(path: string): Promise<boolean> {
  const file = await open(path).catch(() => null);
  if (file === null) return false;
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(64), 0, 64, 0);
    return /^\uFEFF?\s*(\{|\/\/|\/\*)/.test(new TextDecoder().decode(buffer.subarray(0, bytesRead)));
  } catch {
    return false;
  } finally {
    await file.close();
  }
}

/** Whether a text names the format, which lists of commands do not. */
export const isScenarioText = (text: string): boolean => /"format"\s*:\s*"ndis-lab-scenario"/.test(text);

/** Reads and checks a scenario file (core/scenarios/README.md). Never throws for what is in the file. */
export async function readScenarioFile(path: string, watch?: ReadWatch): Promise<ReadScenario> {
  try {
    const { size } = await stat(path);
    if (size > LARGEST_BYTES) {
      const what = say('tooLarge', { most: LARGEST_BYTES });
      return { ok: false, message: sayOfReading('inFile', { file: path, what }) };
    }
    const bytes = await readBytes(path, size, watch);
    const read = parseScenario(path, new TextDecoder().decode(bytes));
    if (bytes.length === size || watch?.signal.aborted !== true) return read;
    const stopped = sayOfReading('atByte', { file: path, at: bytes.length, what: STOPPED });
    return read.ok ? { ...read, problem: stopped } : { ok: false, message: stopped };
  } catch (error) {
    const what = sayOfReading('unreadable', { why: sentenceOfError(error) });
    return { ok: false, message: sayOfReading('inFile', { file: path, what }) };
  }
}

/** A place in the file and what was expected there. */
interface Mistake {
  readonly offset: number;
  readonly message: Sentence;
}

/** Reads a scenario's text, comments and all; steps before the first mistake are kept. @param file what errors call it */
export function parseScenario(file: string, source: string): ReadScenario {
  const text = source.replace(/^\uFEFF/, '');
  const placed = ({ offset, message }: Mistake): Sentence => {
    const lines = text.slice(0, offset).split('\n');
    const column = (lines.at(-1)?.length ?? 0) + 1;
    return say('inPlace', { file, line: lines.length, column, what: message });
  };
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const [syntax] = errors;
  const broken = syntax === undefined ? null : { offset: syntax.offset, message: sentenceOfSyntax(syntax) };
  if (tree?.type !== 'object')
    return { ok: false, message: placed(broken ?? { offset: 0, message: say('noScenario') }) };
  const readable = { end: broken?.offset ?? Infinity, tree };
  const head = readHead(readable);
  if ('message' in head) return { ok: false, message: placed(broken ?? head) };
  const { steps, mistake } = readSteps(readable);
  const wrong = earlier(mistake, broken);
  if (wrong !== null && steps.length === 0) return { ok: false, message: placed(wrong) };
  return {
    ok: true,
    scenario: { ...head.value, steps },
    text,
    problem: wrong === null ? null : placed(wrong),
  };
}

const earlier = (one: Mistake | null, two: Mistake | null): Mistake | null =>
  one === null || (two !== null && two.offset < one.offset) ? two : one;

/** `PropertyNameExpected` as `JSON: property name expected`. */
function sentenceOfSyntax({ error }: ParseError): Sentence {
  const code = printParseErrorCode(error);
  const english = code.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();
  return say('json', { what: sentenceOfJson(code, english) });
}

/** What of the file stands before the first character that is no JSON. */
interface Readable {
  readonly tree: Node;
  readonly end: number;
}

const isWhole = ({ offset, length }: Node, end: number): boolean => offset + length <= end;

function readHead({ tree, end }: Readable): { readonly value: Omit<Scenario, 'steps'> } | Mistake {
  const members = (tree.children ?? []).flatMap((property): readonly (readonly [string, unknown])[] => {
    const [name, value] = property.children ?? [];
    if (name === undefined || value === undefined || !isWhole(value, end)) return [];
    const key = String(getNodeValue(name));
    return key === 'steps' ? [] : [[key, getNodeValue(value)]];
  });
  const parsed = parseSaid(scenarioHead, Object.fromEntries(members));
  if (!parsed.ok) return mistakeOf(tree, [], parsed.issues[0]);
  const { title, machine, queues } = parsed.value;
  const config = { ...DEFAULT_LAB_CONFIG, ...machine };
  const problem = labConfigProblem(config);
  if (problem !== null) {
    const message = say('ofMachine', { field: problem.field, what: problem.expected });
    return { offset: offsetOf(tree, ['machine']), message };
  }
  return { value: { title, machine: config, queues } };
}

function readSteps({ tree, end }: Readable): {
  readonly steps: readonly ScenarioStep[];
  readonly mistake: Mistake | null;
} {
  const steps: ScenarioStep[] = [];
  const list = findNodeAtLocation(tree, ['steps']);
  if (list?.type !== 'array' || list.children === undefined || list.children.length === 0)
    return {
      steps,
      mistake: {
        offset: list?.offset ?? tree.offset,
        message: say('ofMember', { member: 'steps', what: say('noSteps') }),
      },
    };
  for (const [index, node] of list.children.entries()) {
    if (!isWhole(node, end)) return { steps, mistake: null };
    if (index === MOST.steps) {
      const message = say('ofMember', { member: 'steps', what: say('fewerSteps', { most: MOST.steps }) });
      return { steps, mistake: { offset: node.offset, message } };
    }
    const parsed = parseSaid(scenarioStep, getNodeValue(node));
    if (!parsed.ok) return { steps, mistake: mistakeOf(tree, ['steps', index], parsed.issues[0]) };
    const mistake = stepMistake(tree, ['steps', index], parsed.value);
    if (mistake !== null) return { steps, mistake };
    steps.push(parsed.value);
  }
  return { steps, mistake: null };
}

/** What each member of a step for itself cannot show: calls that the step does not make, filters that are none. */
function stepMistake(tree: Node, path: Path, { commands, expect }: ScenarioStep): Mistake | null {
  for (const [index, expectation] of expect.entries()) {
    const place = [...path, 'expect', index];
    const filter = filterProblem([], expectation);
    if (filter !== null) return mistakeAt(tree, [...place, 'count'], filter);
    if (expectation.kind !== 'call') continue;
    if (commands.length === 0) return mistakeAt(tree, place, say('noCommands'));
    if (expectation.call > commands.length)
      return mistakeAt(tree, [...place, 'call'], say('earlierCall', { calls: commands.length }));
  }
  return null;
}

type Path = readonly (string | number)[];

function mistakeOf(tree: Node, path: Path, wrong: SaidIssue | undefined): Mistake {
  if (wrong === undefined) return mistakeAt(tree, path, say('somethingElse'));
  const { issue } = wrong;
  const place = [...path, ...issue.path.map((part) => (typeof part === 'symbol' ? '' : part))];
  const mistake = mistakeAt(tree, place, saidOf(wrong));
  const [key] = issue.code === 'unrecognized_keys' ? issue.keys : [];
  return key === undefined ? mistake : { ...mistake, offset: keyOffset(tree, [...place, key]) };
}

const mistakeAt = (tree: Node, path: Path, what: Sentence): Mistake => ({
  offset: offsetOf(tree, path),
  message: path.length === 0 ? what : say('ofMember', { member: path.join('.'), what }),
});

/** Where the name of a member begins. */
const keyOffset = (tree: Node, path: Path): number =>
  findNodeAtLocation(tree, [...path])?.parent?.offset ?? offsetOf(tree, path);

/** Where the deepest part of a path that exists begins. */
function offsetOf(tree: Node, path: Path): number {
  for (let depth = path.length; depth > 0; depth--) {
    const node = findNodeAtLocation(tree, [...path.slice(0, depth)]);
    if (node !== undefined) return node.offset;
  }
  return tree.offset;
}
