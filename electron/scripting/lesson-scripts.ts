import { registerScript, scriptMemoryOf, scriptObstacle } from '../../core/lab/register-script.ts';
import { type RegisterLessonScript } from '../../core/lessons/lesson-command.ts';
import { sayOfStep as say } from '../../core/lessons/step-sentences.ts';
import { LoadedScript, ScriptEngine } from './script-engine.ts';

/** A lesson's scripts are known to be short; the limit only ends one that a trainer got wrong. */
const CALL_MS = 500;

/** Registers the scripts of lessons; QuickJS starts with the first of them. */
export function lessonScripts(): RegisterLessonScript {
  let engine: Promise<ScriptEngine> | null = null;
  return async (lab, name, source) => {
    const obstacle = scriptObstacle(lab);
    if (obstacle !== null) return obstacle;
    engine ??= ScriptEngine.create(() => performance.now());
    const memory = scriptMemoryOf(lab);
    const script = await (await engine).load(source, memory, { callMs: CALL_MS, seed: lab.config.seed });
    if (!(script instanceof LoadedScript)) {
      const { line, message } = script;
      return line === 0 ? say('scriptFailed', { message }) : say('scriptLine', { line, message });
    }
    registerScript(lab, name, script, memory);
    return null;
  };
}
