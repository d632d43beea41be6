import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Lab } from '../../core/lab/lab.ts';
import { registerScript, scriptMemoryOf, scriptObstacle } from '../../core/lab/register-script.ts';
import { type DecoratorSpec } from '../../core/providers/decorators/decorator-spec.ts';
import { LONGEST_SCRIPT } from '../contract/schemas.ts';
import { LoadedScript, ScriptEngine } from '../scripting/script-engine.ts';
import { englishOf } from '../../core/words/sentence.ts';
import { UsageError } from './arguments.ts';

/**
 * Registers the provider that a file holds.
 * @throws UsageError naming the file, the line and what is wrong with it
 */
export async function registerScriptFile(
  lab: Lab,
  path: string,
  callMs: number,
  layers: readonly DecoratorSpec[],
): Promise<void> {
  const source = await readScript(path);
  const obstacle = scriptObstacle(lab);
  if (obstacle !== null) throw new UsageError(`--script: ${englishOf(obstacle)}`);
  const memory = scriptMemoryOf(lab);
  const engine = await ScriptEngine.create(() => performance.now());
  const script = await engine.load(source, memory, { callMs, seed: lab.config.seed });
  if (!(script instanceof LoadedScript)) {
    const place = script.line === 0 ? '' : `:${script.line}${script.column === 0 ? '' : `:${script.column}`}`;
    throw new UsageError(`${path}${place}: ${script.message}`);
  }
  registerScript(lab, basename(path, '.js'), script, memory, layers);
}

async function readScript(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > LONGEST_SCRIPT) {
      throw new UsageError(`${path}: expected a script of at most ${LONGEST_SCRIPT / 1024} KiB`);
    }
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`--script ${path}: expected a file that can be read (${reason})`);
  }
}
