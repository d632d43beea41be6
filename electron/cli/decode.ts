import { readFileSync } from 'node:fs';
import { NDIS_VERSIONS, ndisVersionName } from '../../core/ndis/constants.ts';
import { copySourceOfDump, copyText } from '../../core/ndis/layouts/copy-parameters.ts';
import {
  decodeParameters,
  type DecodedMember,
  type DecodedParameters,
  guessArchitecture,
} from '../../core/ndis/layouts/decode-parameters.ts';
import { parseDump } from '../../core/ndis/layouts/dump-parser.ts';
import { ARCHITECTURES } from '../../core/ndis/layouts/structure-layout.ts';
import { RULES } from '../../core/ndis/rules.ts';
import { type DecodeArguments, UsageError } from './arguments.ts';

/**
 * Decodes the dump of an NDIS_SHARED_MEMORY_PARAMETERS from a file or, without one, from standard input: a report, or
 * the same structure again as C, as bytes or as `dt` shows it.
 * @throws UsageError naming the file, the line and what was expected
 */
export function decode(args: DecodeArguments): string {
  const name = args.file ?? 'standard input';
  const dump = parseDump(readText(args.file, name));
  if (!dump.ok)
    throw new UsageError(`${name}: line ${dump.line}: found ${dump.found}, expected ${dump.expected}`);
  const guessed = guessArchitecture(dump.bytes);
  const architecture = ARCHITECTURES.find((known) => known === args.architecture) ?? guessed;
  const version = NDIS_VERSIONS.find((known) => known === args.ndisVersion) ?? 630;
  if (args.as !== null) {
    return copyText(copySourceOfDump(dump.bytes, dump.address, architecture, version), args.as);
  }
  const decoded = decodeParameters(dump.bytes, architecture, version);
  if (args.json)
    return JSON.stringify(decoded, (_key, value: unknown) =>
      typeof value === 'bigint' ? hex(value) : value,
    );
  return report(decoded, dump.bytes.length, ndisVersionName(version));
}

function readText(file: string | null, name: string): string {
  try {
    return readFileSync(file ?? 0, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${name}: line 1: cannot be read (${reason}), expected a hex dump`);
  }
}

const hex = (value: bigint): string => '0x' + value.toString(16);

function report(decoded: DecodedParameters, bytesRead: number, version: string): string {
  const lines = [
    `NDIS_SHARED_MEMORY_PARAMETERS  ${decoded.architecture}  revision ${decoded.revision}  caller of NDIS ${version}  ${bytesRead} bytes read`,
    ...decoded.members.map(memberLine),
  ];
  if (bytesRead < decoded.neededBytes) {
    lines.push(`the dump ends early: revision ${decoded.revision} needs ${decoded.neededBytes} bytes`);
  }
  if (decoded.dirtyPadding.length > 0) {
    lines.push(`padding that is not zero at ${decoded.dirtyPadding.map((at) => hex(BigInt(at))).join(', ')}`);
  }
  lines.push(decoded.broken.length === 0 ? 'breaks no rule by itself' : 'breaks:');
  for (const rule of RULES.filter(({ id }) => decoded.broken.includes(id))) {
    const source =
      rule.evidence === 'documented' ? `source: ${rule.source}` : `model decision: ${rule.source}`;
    lines.push(`  ${rule.id.padEnd(4)} ${rule.text}  (${source})`);
  }
  lines.push(`only an adapter could decide: ${decoded.undecided.join(', ')}`);
  return lines.join('\n');
}

function memberLine({ name, offset, value, meaning, broken }: DecodedMember): string {
  const place = '+0x' + offset.toString(16).padStart(3, '0');
  return `  ${place} ${name.padEnd(20)} ${hex(value).padEnd(20)} ${meaning}${broken.length > 0 ? '  <- ' + broken.join(', ') : ''}`.trimEnd();
}
