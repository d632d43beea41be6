import { stringify } from 'yaml';
import { type JournalEntry } from '../../core/history/journal.ts';
import { describeEvent } from '../../core/lab/describe-event.ts';
import { DEFAULT_LAB_CONFIG, type LabConfig } from '../../core/lab/lab-config.ts';
import { type Lab } from '../../core/lab/lab.ts';
import { completeRequest } from '../../core/lab/manual-calls.ts';
import { commandText } from '../../core/lessons/command-text.ts';
import { type LessonCommand } from '../../core/lessons/lesson-command.ts';
import { descriptionContext } from '../../core/lessons/step-events.ts';
import {
  ALLOCATION_HANDLE_BASE,
  handleToAddress,
  NULL_HANDLE,
  type Handle,
} from '../../core/ndis/handles.ts';
import { ruleId } from '../../core/ndis/rules.ts';
import { statusName } from '../../core/ndis/status.ts';
import { formatDecorator } from '../../core/providers/decorators/decorator-spec.ts';

/** What was done to a machine, and where the recording began. */
export interface RecordedWork {
  readonly lab: Lab;
  readonly entries: readonly JournalEntry[];
  /** Entries before the recording; they bring the machine to where it begins. */
  readonly before: number;
}

/** A command as the lesson's file writes it. */
type WrittenCommand = Readonly<Record<string, unknown>> & { readonly kind: string };

interface WrittenEntry {
  readonly command: WrittenCommand;
  readonly text: string;
}

const TEACHABLE: ReadonlySet<string> = new Set(['allocate', 'free', 'openQueue', 'machine']);

/** What a lesson has no words for: a workload, another provider of the machine. */
export const cannotBeTaught = (entries: readonly JournalEntry[]): boolean =>
  entries.some(
    (entry) => entry.kind === 'run' || (entry.kind === 'command' && !TEACHABLE.has(entry.command.kind)),
  );

/**
 * Writes what was done as a lesson, a step a command, with what the engine answered as its expectations. What is said in
 * each step is for the author to write; it can be played as it is.
 */
export function recordedLesson(work: RecordedWork): string {
  const { lab, entries, before } = work;
  const scripts: Record<string, string> = {};
  const written = entries.map((entry) => writtenEntry(entry, lab, scripts));
  const setup = written.slice(0, before).flatMap((one) => one ?? []);
  const steps: { readonly matter: object; readonly id: string; readonly text: string }[] = [];
  if (setup.length > 0) {
    const matter = { id: 'start', title: both('How the machine begins', 'Como a máquina começa') };
    steps.push({
      matter: { ...matter, commands: setup.map(({ command }) => command) },
      id: 'start',
      text: setup.map(({ text }) => text).join(', '),
    });
  }
  written.slice(before).forEach((one, index) => {
    if (one === null) return;
    const id = `step-${index + 1}`;
    const expect = expectationsOf(work, before + index);
    steps.push({
      matter: {
        id,
        title: both(`Step ${index + 1}`, `Passo ${index + 1}`),
        commands: [one.command],
        ...(one.command.kind === 'allocate' && { highlight: [{ row: 1 }] }),
        ...(expect !== null && { expect: [expect] }),
      },
      id,
      text: one.text,
    });
  });
  const matter = {
    id: 'my-lesson',
    number: 100,
    minutes: 5,
    title: both('My lesson', 'Minha lição'),
    summary: both('What this lesson is about.', 'Do que trata esta lição.'),
    machine: machineOf(lab.config),
    ...(Object.keys(scripts).length > 0 && { scripts }),
    steps: steps.map((step) => step.matter),
  };
  const body = steps.map(({ id, text }) => `# ${id}\n\n## en\n\n> ${text}\n\n## pt\n\n> ${text}\n`);
  return `---\n${stringify(matter, { lineWidth: 110 })}---\n\n${body.join('\n')}`;
}

const both = (en: string, pt: string) => ({ en, pt });

/** What differs from the usual machine, as the front matter names it. */
function machineOf(config: LabConfig): Readonly<Record<string, unknown>> {
  const usual: Readonly<Record<string, unknown>> = { ...DEFAULT_LAB_CONFIG };
  const changed = Object.entries(config).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(usual[name]),
  );
  return {
    memoryBytes: config.memoryBytes,
    ...Object.fromEntries(changed),
    ...(config.layers.length > 0 && { layers: config.layers.map(formatDecorator) }),
  };
}

function writtenEntry(entry: JournalEntry, lab: Lab, scripts: Record<string, string>): WrittenEntry | null {
  if (entry.kind === 'run') return null;
  if (entry.kind === 'script') {
    const script = scriptName(entry.script.name, scripts);
    scripts[script] = entry.script.source;
    return { command: { kind: 'registerScript', script }, text: `NdisSetOptionalHandlers(${script})` };
  }
  const command = lessonCommandOf(entry.command, lab);
  return command === null ? null : { command: fileForm(command), text: commandText(command) };
}

type JournaledCommand = Extract<JournalEntry, { readonly kind: 'command' }>['command'];

function lessonCommandOf(command: JournaledCommand, lab: Lab): LessonCommand | null {
  switch (command.kind) {
    case 'allocate': {
      const { lengthBytes, queueId } = command.request;
      const usual: Readonly<Record<string, unknown>> = { ...completeRequest(lab, { lengthBytes }) };
      const changed = Object.entries(command.request).filter(([name, value]) => usual[name] !== value);
      return {
        kind: 'allocate',
        request: { queueId, ...Object.fromEntries(changed), lengthBytes },
        times: 1,
      };
    }
    case 'free': {
      const named = blockNamed(command.allocationHandle, lab);
      return named === null ? null : { kind: 'free', ...named, irql: command.irql };
    }
    case 'openQueue':
      return command;
    case 'machine': {
      const { command: asked } = command;
      if (asked.kind !== 'receive') return { kind: 'machine', command: asked };
      const named = blockNamed(asked.sharedMemoryHandle, lab);
      if (named === null) return null;
      const { id, offsetBytes, lengthBytes } = asked;
      return {
        kind: 'receive',
        id,
        block: named.blocks[0] ?? 1,
        handle: named.handle,
        offsetBytes,
        lengthBytes,
      };
    }
    default:
      return null;
  }
}

/** The block that a value names, and by which of its two names; null for a value that was never one. */
function blockNamed(
  value: bigint,
  lab: Lab,
): { readonly blocks: readonly number[]; readonly handle: 'allocation' | 'sharedMemory' | 'null' } | null {
  if (value === 0n) return { blocks: [1], handle: 'null' };
  const { blocks } = lab.ndis;
  for (let block = 1; block <= lab.totals.allocations; block++) {
    if (handleToAddress((ALLOCATION_HANDLE_BASE + block) as Handle) === value)
      return { blocks: [block], handle: 'allocation' };
    const handle = blocks.exists(block) ? blocks.sharedMemoryHandle(block) : NULL_HANDLE;
    if (handle !== 0 && handleToAddress(handle) === value) return { blocks: [block], handle: 'sharedMemory' };
  }
  return null;
}

/** As it stands in the file: the members of a request and of a machine's command beside their kind. */
function fileForm(command: LessonCommand): WrittenCommand {
  switch (command.kind) {
    case 'allocate':
      return { kind: command.kind, ...command.request };
    case 'machine':
      return { ...command.command };
    case 'free': {
      const { blocks, handle, irql } = command;
      const [block] = blocks;
      return { kind: 'free', block, ...(handle !== 'allocation' && { handle }), ...(irql !== 0 && { irql }) };
    }
    default:
      return { ...command };
  }
}

/** What the engine answered: the status and the rule of the entry's last event; null for what says nothing. */
function expectationsOf({ lab, entries }: RecordedWork, index: number): object | null {
  const first = entries[index]?.firstSeq ?? 0;
  const end = entries[index + 1]?.firstSeq ?? lab.session.log.length;
  if (end <= first) return null;
  const event = describeEvent(descriptionContext(lab), end - 1);
  if (event.op !== 'allocate' && event.op !== 'free') return null;
  const status = statusName(event.status)?.replace('NDIS_STATUS_', '');
  return { ...(status !== undefined && { status }), rule: ruleId(event.rule) || 'none' };
}

/** A name that a lesson's file takes, and that no other script of it has. */
function scriptName(name: string, taken: Readonly<Record<string, string>>): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 30);
  const base = plain === '' ? 'script' : plain;
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? base : `${base}-${number}`;
    if (!(candidate in taken)) return candidate;
  }
}
