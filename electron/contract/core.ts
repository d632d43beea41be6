/**
 * The parts of core that the page uses: reading and replaying its own copy of the log, and the names of the field.
 * Of the rules it gets only what a structure breaks by itself, for the decoder; nothing here decides a call.
 */
export { grown } from '../../core/memory/grown.ts';
export { CHUNK_RECORDS } from '../../core/events/event-log.ts';
export { RecordedSession } from '../../core/events/recorded-session.ts';
export {
  CHUNK_HEADER_BYTES,
  FILE_HEADER_BYTES,
  nextChunk,
  readChunkHeader,
} from '../../core/session-file/chunk.ts';
export { type FileProblem, readSession } from '../../core/session-file/session-reader.ts';
export { type Sentence, SentenceError } from '../../core/words/sentence.ts';
export {
  forEachReserved,
  ReservedFor,
  type ReservedRun,
  reservedRunsOf,
} from '../../core/events/reserved-pages.ts';
export { STATUS_SPAN } from '../../core/events/cursor-totals.ts';
export { ReplayCursor } from '../../core/events/replay-cursor.ts';
export * from '../../core/events/record.ts';
export { tryFilter } from '../../core/query/compile-filter.ts';
export { completeFilter, type Completion } from '../../core/query/complete-filter.ts';
export { type FilterContext } from '../../core/query/fields.ts';
export { type FilterError } from '../../core/query/filter-error.ts';
export { Matches } from '../../core/query/find-matches.ts';
export {
  describeEvent,
  elementsOf,
  type DescriptionContext,
  type EventDescription,
  type RequestDescription,
} from '../../core/lab/describe-event.ts';
export { type Alternative } from '../../core/lab/alternatives.ts';
export { BlockEventIndex, BlockHistory } from '../../core/lab/block-history.ts';
export { checkManualRequest, type CheckedMachine } from '../../core/lab/request-check.ts';
export { callSteps, type CallStep, type Party } from '../../core/lab/call-steps.ts';
export { blockText, debuggerText } from '../../core/lab/debugger-text.ts';
export { CITATION_MARK, citationOf, marksIn } from '../../core/lessons/citations.ts';
export { DECORATOR_FORMS, parseDecorator } from '../../core/providers/decorators/decorator-spec.ts';
export { SCRIPT_ID_PREFIX } from '../../core/providers/script-id.ts';
export { EXAMPLE_SCRIPTS } from '../../core/providers/scripts/example-scripts.ts';
export { POLICY_IDS } from '../../core/allocators/policy-ids.ts';
export { PROVIDER_CHOICES, REGISTRABLE_PROVIDERS } from '../../core/providers/provider-choices.ts';
export { internalFragmentation } from '../../core/metrics/fragmentation.ts';
export { type FindingGroup, FindingIndex } from '../../core/lab/finding-index.ts';
export { SEVERITIES } from '../../core/ndis/event-severity.ts';
export { FreeSpaceMeter } from '../../core/metrics/free-space-meter.ts';
export { type MemoryFigures, memoryFigures } from '../../core/metrics/memory-figures.ts';
export { narrowestWindow, type PageWindow } from '../../core/metrics/narrowest-window.ts';
export { BucketMark, UsageSeries } from '../../core/metrics/usage-series.ts';
export { addressOf, formatAddress, PAGE_SIZE, pageIndex } from '../../core/memory/units.ts';
export { FIELD_OF_RULE } from '../../core/ndis/check-request.ts';
export {
  irqlName,
  IRQL_NAMES,
  MM_ANY_NODE_OK,
  NDIS_OBJECT_TYPE_DEFAULT,
  NDIS_SHARED_MEM_PARAMETERS_CONTIGUOUS,
  NDIS_SHARED_MEMORY_USAGES,
  NDIS_VERSIONS,
  NdisSharedMemoryUsageReceive,
  type NdisVersion,
  ndisVersionName,
  usageShortName,
} from '../../core/ndis/constants.ts';
export { diagnosticName, diagnosticSeverity } from '../../core/ndis/diagnostics.ts';
export {
  allocationHandleOf,
  type Handle,
  handleFromAddress,
  handleKind,
  handleToAddress,
} from '../../core/ndis/handles.ts';
export {
  COPY_FORMS,
  type CopyForm,
  type CopySource,
  copySourceOfDump,
  copySourceOfRequest,
  copyText,
} from '../../core/ndis/layouts/copy-parameters.ts';
export {
  decodeParameters,
  type DecodedMember,
  type DecodedParameters,
  guessArchitecture,
} from '../../core/ndis/layouts/decode-parameters.ts';
export { type BrokenDump, parseDump } from '../../core/ndis/layouts/dump-parser.ts';
export { listBytes, listCapacity } from '../../core/ndis/layouts/list-size.ts';
export {
  type Architecture,
  ARCHITECTURES,
  layOut,
  paddingOf,
} from '../../core/ndis/layouts/structure-layout.ts';
export { NDIS_SHARED_MEMORY_PARAMETERS } from '../../core/ndis/layouts/structures.ts';
export { isPointerMember, pointerKind } from '../../core/ndis/layouts/symbols.ts';
export { QUEUE_STATES } from '../../core/ndis/receive-queues.ts';
export { type Rule, ruleCode, ruleId, ruleOf } from '../../core/ndis/rules.ts';
export {
  headerSizeFor,
  revisionFor,
  usualSgListBufferLength,
} from '../../core/ndis/shared-memory-parameters.ts';
export { DOCUMENTED_STATUSES, statusHex, statusName, statusValue } from '../../core/ndis/status.ts';
export {
  type Boxes,
  type ClipShape,
  type ImageShape,
  type Matrix,
  type OutlineShape,
  type Paint,
  PATTERN_SIDE,
  type PatternName,
  type PatternTile,
  type Picture,
  type PictureFont,
  type Shape,
  type Stroke,
  type TextShape,
} from '../../core/pictures/picture.ts';
export { moved } from '../../core/pictures/moved.ts';
export { svgOf } from '../../core/pictures/svg.ts';
