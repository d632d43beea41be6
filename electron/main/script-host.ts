import { registerScript, scriptMemoryOf, scriptObstacle } from '../../core/lab/register-script.ts';
import { type Lab } from '../../core/lab/lab.ts';
import { SUCCESS } from '../../core/ndis/status.ts';
import { sayOfReading } from '../files/reading-sentences.ts';
import { sayOfMain as say } from './main-sentences.ts';
import { fail, ok, type Result } from './result.ts';
import { type ScriptProblem, type ScriptRequest } from '../contract/schemas.ts';
import { LoadedScript, ScriptEngine } from '../scripting/script-engine.ts';
import { type PlacedFailure } from '../scripting/sandbox.ts';
import { type LabHost } from './lab-host.ts';

/** Scripts of the window: looks at them, and registers them with the Lab. Everything waits for nobody but QuickJS. */
export class ScriptHost {
  private engine: Promise<ScriptEngine> | null = null;

  constructor(private readonly host: LabHost) {}

  /** What is wrong with a script before its first call; empty for one that can be used. */
  async check(source: string): Promise<readonly ScriptProblem[]> {
    const engine = await this.ready();
    const problem = await engine.check(source);
    return problem === null ? [] : [problemOf(problem)];
  }

  /** Registers the script with the Lab in hand; a script that cannot be loaded leaves the Lab as it was. */
  async register(script: ScriptRequest, undoneName: string): Promise<Result<{ readonly seq: number }>> {
    const { host } = this;
    const { lab } = host;
    const registered = await this.registerWith(lab, script, () => lab === host.lab);
    if (registered.ok) {
      host.noteScript(script, registered.value.seq, undoneName);
      host.changed();
    }
    return registered;
  }

  /** Registers the script with a Lab, unless that Lab is not wanted any more when the script is ready. */
  async registerWith(
    lab: Lab,
    { source, name, callMs }: ScriptRequest,
    wanted: () => boolean,
  ): Promise<Result<{ readonly seq: number }>> {
    const engine = await this.ready();
    const obstacle = scriptObstacle(lab);
    if (obstacle !== null) return fail({ code: 'not-possible', field: 'script', message: obstacle });
    const memory = scriptMemoryOf(lab);
    const script = await engine.load(source, memory, { callMs, seed: lab.config.seed });
    if (!(script instanceof LoadedScript)) return refused(script);
    if (!wanted()) {
      const message = say('ofScript', { name, what: say('replaced') });
      return fail({ code: 'session-replaced', field: 'script', message });
    }
    const seq = lab.session.log.length;
    const status = registerScript(lab, name, script, memory);
    return status === SUCCESS
      ? ok({ seq })
      : fail({
          code: 'not-registered',
          field: 'script',
          message: say('ofScript', { name, what: say('notRegistered') }),
        });
  }

  private ready(): Promise<ScriptEngine> {
    return (this.engine ??= ScriptEngine.create(() => performance.now()));
  }
}

const problemOf = ({ line, column, message }: PlacedFailure): ScriptProblem => ({ line, column, message });

const refused = (failure: PlacedFailure): Result<never> =>
  fail({
    code: 'bad-script',
    field: 'script',
    message:
      failure.line === 0
        ? failure.message
        : sayOfReading('inLine', { line: failure.line, what: failure.message }),
  });
