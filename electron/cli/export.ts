import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exportTo, exportToFile } from '../files/export-session.ts';
import { jsonLinesSchema, traceEventsSchema } from '../files/export-json-schema.ts';
import { type JsonSchema } from '../files/json-schema.ts';
import { type ExportArguments, parsed, UsageError } from './arguments.ts';
import { openSession } from './open-session.ts';

/** Beside the bundle of the command line. */
const REPLAY_TEMPLATE = join(dirname(fileURLToPath(import.meta.url)), '..', 'replay', 'replay-template.html');

const SCHEMAS: Readonly<Record<string, () => JsonSchema>> = {
  jsonl: jsonLinesSchema,
  perfetto: traceEventsSchema,
};

/**
 * The JSON Schema of a form, as `export --schema FORM` asks for it.
 * @throws UsageError naming the forms that have one
 */
export function exportSchema(args: readonly string[]): string {
  const { values, positionals } = parsed(args, { schema: { type: 'string' } });
  const schema = SCHEMAS[String(values.schema)];
  if (schema === undefined || positionals.length > 0) {
    throw new UsageError(`export --schema: expected ${Object.keys(SCHEMAS).join(' or ')} and nothing else`);
  }
  return JSON.stringify(schema(), null, 2);
}

/**
 * Writes the events of a file in another form, piece by piece, to a file or to standard output.
 * @throws UsageError that names the file and what was expected
 */
export async function exportSession({ file, format, out, machine }: ExportArguments): Promise<void> {
  const opened = await openSession(file, machine);
  for (const warning of opened.warnings) console.error(`lab: ${warning}`);
  if (format === 'html' && out === null) throw new UsageError('--as html: expected -o OUT.html');
  const source = { ...opened, templatePath: REPLAY_TEMPLATE };
  try {
    if (out === null) await exportTo(process.stdout, source, format);
    else await exportToFile(out, source, format);
  } catch (error) {
    // A reader that has seen enough, such as head, closes the pipe; that is no failure.
    if (error instanceof Error && 'code' in error && error.code === 'EPIPE') return;
    throw new UsageError(`export ${out ?? ''}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
