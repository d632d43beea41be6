export type Severity = 'note' | 'warning' | 'error';

/**
 * What the model reports beside a status, or instead of one where the call returns nothing. The position in the
 * list is the code in event records, so the list only grows at its end.
 */
const DIAGNOSTICS = [
  { name: 'IRQL_VIOLATION', severity: 'error' },
  { name: 'ALLOCATION_HANDLE_NOT_CLEARED', severity: 'error' },
  { name: 'ALLOCATED_BEFORE_COMPLETE', severity: 'warning' },
  { name: 'UNKNOWN_NUMA_NODE', severity: 'warning' },
  { name: 'SG_LIST_TOO_SMALL', severity: 'warning' },
  { name: 'CONTIGUITY_NOT_MET', severity: 'warning' },
  { name: 'FREE_HANDLE_MISMATCH', severity: 'error' },
  { name: 'INVALID_FREE', severity: 'error' },
  { name: 'DOUBLE_FREE', severity: 'error' },
  { name: 'WRONG_HANDLE_KIND', severity: 'error' },
  { name: 'PROVIDER_BAD_STATUS', severity: 'error' },
  { name: 'PROVIDER_PENDING', severity: 'error' },
  { name: 'PROVIDER_NO_ADDRESS', severity: 'error' },
  { name: 'PROVIDER_BAD_SG_LIST', severity: 'error' },
  { name: 'PROVIDER_SG_LENGTH', severity: 'error' },
  { name: 'PROVIDER_OVERLAP', severity: 'error' },
  { name: 'USAGE_UNDEFINED', severity: 'note' },
  { name: 'DRIVER_HANDLE_NOT_SERVED', severity: 'note' },
  { name: 'UNEXPECTED_DMA_STOPPED', severity: 'warning' },
  { name: 'BLOCKS_ORPHANED', severity: 'warning' },
  { name: 'FREE_WITH_BUFFERS_OUT', severity: 'error' },
  { name: 'FREE_DURING_DMA', severity: 'error' },
  { name: 'FREE_OUT_OF_CONTEXT', severity: 'warning' },
  { name: 'ORPHAN_RECOVERED', severity: 'note' },
  { name: 'BLOCK_ORPHANED', severity: 'error' },
  { name: 'BLOCK_FORCED_FREE', severity: 'error' },
  { name: 'PROVIDER_LEAK_ON_FAILURE', severity: 'error' },
  { name: 'PROVIDER_FREE_MISMATCH', severity: 'error' },
  { name: 'REENTRANCY_LIMIT', severity: 'error' },
  { name: 'BINDING_CLOSED', severity: 'warning' },
  { name: 'BINDING_CLOSED_WITH_QUEUES', severity: 'warning' },
  { name: 'BINDING_CLOSED_WITH_BLOCKS', severity: 'error' },
  { name: 'ADAPTER_HALTED', severity: 'warning' },
  { name: 'ADAPTER_NOT_HALTING', severity: 'warning' },
  { name: 'DMA_DEREGISTERED_WITH_BLOCKS', severity: 'warning' },
  { name: 'DMA_NOT_REGISTERED', severity: 'note' },
  { name: 'INVALID_QUEUE_STATE', severity: 'warning' },
  { name: 'UNKNOWN_FILTER', severity: 'warning' },
  { name: 'BUFFERS_STILL_OUT', severity: 'error' },
  { name: 'RECEIVE_OUTSIDE_RUNNING', severity: 'error' },
  { name: 'BAD_SHARED_MEMORY_INFO', severity: 'error' },
  { name: 'UNKNOWN_QUEUE_AS_DEFAULT', severity: 'warning' },
  { name: 'USE_AFTER_FREE', severity: 'error' },
  { name: 'ACCESS_PAST_LENGTH', severity: 'error' },
  { name: 'UNKNOWN_NET_BUFFER_LIST', severity: 'warning' },
  { name: 'NOT_IN_SRIOV_MODE', severity: 'note' },
  { name: 'SWITCH_EXISTS', severity: 'warning' },
  { name: 'NO_SWITCH', severity: 'warning' },
  { name: 'NO_FREE_VPORT', severity: 'warning' },
  { name: 'UNKNOWN_VPORT', severity: 'warning' },
  { name: 'INVALID_VPORT_STATE', severity: 'warning' },
  { name: 'TOO_MANY_PROVIDERS', severity: 'warning' },
  { name: 'TOO_MANY_ADAPTERS', severity: 'warning' },
  { name: 'FAULT_INJECTED', severity: 'note' },
  { name: 'QUOTA_EXCEEDED', severity: 'note' },
  { name: 'CALL_LOGGED', severity: 'note' },
  { name: 'POOL_EXHAUSTED', severity: 'note' },
  { name: 'BALLOON_LIMIT', severity: 'note' },
  { name: 'POLICY_REFUSED', severity: 'note' },
  { name: 'SCRIPT_TIMEOUT', severity: 'error' },
  { name: 'SCRIPT_OUT_OF_MEMORY', severity: 'error' },
  { name: 'SCRIPT_EXCEPTION', severity: 'error' },
  { name: 'SCRIPT_BAD_ANSWER', severity: 'error' },
] as const;

export type DiagnosticName = (typeof DIAGNOSTICS)[number]['name'];
/** 0 means that there is nothing to report. */
export type DiagnosticCode = number & { readonly __unit: 'diagnostic code' };

export const NO_DIAGNOSTIC = 0 as DiagnosticCode;

export const diagnosticCode = (name: DiagnosticName): DiagnosticCode =>
  (DIAGNOSTICS.findIndex((entry) => entry.name === name) + 1) as DiagnosticCode;

export const diagnosticName = (code: number): DiagnosticName | null => DIAGNOSTICS[code - 1]?.name ?? null;
export const diagnosticSeverity = (code: number): Severity | null => DIAGNOSTICS[code - 1]?.severity ?? null;

/** A simulated stop of the call; it claims no Windows bug check number. */
export const IRQL_VIOLATION = diagnosticCode('IRQL_VIOLATION');
