import { describeEvent, type DescriptionContext, type EventDescription } from '../lab/describe-event.ts';
import { type Lab } from '../lab/lab.ts';

/** Events of one command: from `firstSeq` to before `endSeq`. */
export interface EventRange {
  readonly firstSeq: number;
  readonly endSeq: number;
}

/** What a step has done to a machine: its events, command by command. */
export class StepEvents {
  private readonly commands: EventRange[] = [];

  constructor(
    readonly lab: Lab,
    readonly firstSeq: number,
  ) {}

  get endSeq(): number {
    return this.lab.session.log.length;
  }

  /** Every event since the last note belongs to one command. */
  noteCommand(): void {
    const last = this.commands[this.commands.length - 1];
    this.commands.push({ firstSeq: last?.endSeq ?? this.firstSeq, endSeq: this.endSeq });
  }

  /** Each event is taken for a command of its own: what a learner did by hand. */
  noteEventsAsCommands(): void {
    for (let seq = this.firstSeq; seq < this.endSeq; seq++)
      this.commands.push({ firstSeq: seq, endSeq: seq + 1 });
  }

  /** The deciding event of a command, which is its last one; -1 where it recorded none. 0 is the last command. */
  seqOf(call: number): number {
    const range = call === 0 ? this.commands[this.commands.length - 1] : this.commands[call - 1];
    return range === undefined || range.endSeq === range.firstSeq ? -1 : range.endSeq - 1;
  }

  /** The event described; null where the command recorded none. */
  event(call: number): EventDescription | null {
    const seq = this.seqOf(call);
    return seq < 0 ? null : describeEvent(descriptionContext(this.lab), seq);
  }
}

/** What a description of a machine's events needs; the indexes are brought up to date. */
export function descriptionContext(lab: Lab): DescriptionContext {
  lab.session.indexNew();
  const [firstAdapter] = lab.ndis.adapters.keys();
  return {
    session: lab.session,
    ndisVersion: lab.config.ndisVersion,
    adapterHandle: firstAdapter ?? lab.adapter.handle,
  };
}
