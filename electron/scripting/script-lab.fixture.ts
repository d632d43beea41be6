import { DEFAULT_LAB_CONFIG, type LabConfig } from '../../core/lab/lab-config.ts';
import { describeEvent, type EventDescription } from '../../core/lab/describe-event.ts';
import { Lab } from '../../core/lab/lab.ts';
import { openReadyQueue } from '../../core/lab/manual-calls.ts';
import { registerScript, scriptMemoryOf } from '../../core/lab/register-script.ts';
import { NdisSharedMemoryUsageReceive } from '../../core/ndis/constants.ts';
import { diagnosticName } from '../../core/ndis/diagnostics.ts';
import { NULL_HANDLE, type Handle } from '../../core/ndis/handles.ts';
import { ruleId } from '../../core/ndis/rules.ts';
import { statusName } from '../../core/ndis/status.ts';
import { LoadedScript, ScriptEngine } from './script-engine.ts';

let engine: Promise<ScriptEngine> | null = null;
export const testEngine = (): Promise<ScriptEngine> =>
  (engine ??= ScriptEngine.create(() => performance.now()));

/** A machine whose switch is a script. */
export class ScriptLab {
  readonly lab: Lab;
  readonly queueId: number;

  private constructor(lab: Lab, queueId: number) {
    this.lab = lab;
    this.queueId = queueId;
  }

  static async with(source: string, callMs = 200, config: Partial<LabConfig> = {}): Promise<ScriptLab> {
    const lab = new Lab({ ...DEFAULT_LAB_CONFIG, provider: 'default', checksLifetime: false, ...config });
    const memory = scriptMemoryOf(lab);
    const script = await (await testEngine()).load(source, memory, { callMs, seed: 1 });
    if (!(script instanceof LoadedScript)) throw new Error(`line ${script.line}: ${script.message}`);
    registerScript(lab, 'test', script, memory);
    return new ScriptLab(lab, openReadyQueue(lab));
  }

  allocate(lengthBytes = 4096, flags = 0): Handle {
    this.lab.prepare(this.queueId, NdisSharedMemoryUsageReceive, lengthBytes);
    this.lab.parameters.Flags = flags;
    return this.lab.allocate();
  }

  /** The last event of the log, and what was found in it by name. */
  get last(): EventDescription {
    const { lab } = this;
    lab.session.indexNew();
    const context = {
      session: lab.session,
      ndisVersion: lab.config.ndisVersion,
      adapterHandle: lab.adapter.handle,
    };
    return describeEvent(context, lab.session.log.length - 1);
  }

  get lastStatus(): string | null {
    return statusName(this.last.status);
  }

  /** Rules and diagnostics of the last event, in their order. */
  get lastFindings(): readonly string[] {
    const { rule, diagnostic, further } = this.last;
    return [{ rule, diagnostic }, ...further]
      .filter((finding) => finding.rule !== 0 || finding.diagnostic !== 0)
      .map((finding) => [ruleId(finding.rule), diagnosticName(finding.diagnostic)].filter(Boolean).join(' '));
  }

  /** The same good call as ever: the Lab has gone on when it succeeds. */
  stillServes(): boolean {
    const handle = this.allocate();
    if (handle === NULL_HANDLE) return false;
    this.lab.free(handle);
    return true;
  }
}
