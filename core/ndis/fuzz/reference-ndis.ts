import { type Command } from './commands.ts';
import * as buffers from './reference-buffers.ts';
import { allocate, free } from './reference-memory-calls.ts';
import * as requests from './reference-requests.ts';
import { type Observation, RefState } from './reference-state.ts';

/** The machine that both sides start with: VMQ, SR-IOV, and an adapter of a 6.1 miniport; two protocol drivers. */
export function newReference(version: number): RefState {
  const state = new RefState();
  state.miniports.push({ version, provider: null }, { version: 610, provider: null });
  state.protocols.push({ provider: null }, { provider: null });
  const vmq = state.addAdapter(state.miniports[0]!, false);
  const sriov = state.addAdapter(state.miniports[0]!, true);
  const old = state.addAdapter(state.miniports[1]!, false);
  for (const adapter of [vmq, sriov]) adapter.dma = true;
  for (const adapter of [vmq, sriov, vmq, old]) {
    const protocol = state.protocols[state.bindings.length === 2 ? 1 : 0]!;
    state.bindings.push({ protocol, adapter, provider: null, closed: false });
  }
  return state;
}

/** What the model says of a command; it never throws either. */
export function runReference(state: RefState, command: Command): Observation[] {
  state.release = 'release' in command ? command.release : 'exact';
  switch (command.op) {
    case 'allocate':
      return allocate(state, command);
    case 'free':
      return [free(state, command)];
    case 'register':
      return [requests.register(state, command)];
    case 'allocateQueue':
      return [requests.allocateQueue(state, command)];
    case 'completeElement':
      return [requests.completeElement(state, command)];
    case 'beginComplete':
      return [requests.beginComplete(state, command)];
    case 'shortFreeQueue':
      return [requests.shortFreeQueue(state, command)];
    case 'setFilter':
      return [requests.setFilter(state, command)];
    case 'clearFilter':
      return [requests.clearFilter(state, command)];
    case 'filterParameters':
      return [requests.filterParameters(state, command)];
    case 'receive':
      return [buffers.receive(state, command)];
    case 'returnList':
      return [buffers.returnList(state, command)];
    case 'createSwitch':
      return [requests.createSwitch(state, command)];
    case 'createVPort':
      return [requests.createVPort(state, command)];
    case 'vportParameters':
      return [requests.vportParameters(state, command)];
    case 'completeActivation':
      return [requests.completeActivation(state, command)];
    case 'dma':
      return [requests.dma(state, command)];
    case 'close':
      return requests.close(state, state.bindings[command.binding % state.bindings.length]!);
    case 'open': {
      const protocol = state.protocols[command.protocol % state.protocols.length]!;
      const adapter = state.adapters[command.adapter % state.adapters.length]!;
      state.bindings.push({ protocol, adapter, provider: null, closed: false });
      return [];
    }
    case 'halt':
      return requests.halt(state, command);
    case 'initialize':
      state.addAdapter(state.miniports[0]!, command.sriov);
      return [];
    case 'defaultProvider':
      state.defaultProvider = command.on ? { scripted: null, supportsVPorts: true } : null;
      return [];
    default:
      return [requests.owner(state, command)];
  }
}
