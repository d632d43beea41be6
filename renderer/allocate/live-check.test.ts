import { describe, expect, it } from 'vitest';
import { DEFAULT_LAB_CONFIG } from '../../core/lab/lab-config.ts';
import { describeMachine } from '../../core/lab/describe-machine.ts';
import { Lab } from '../../core/lab/lab.ts';
import { allocateManually, openReadyQueue } from '../../core/lab/manual-calls.ts';
import { ruleId } from '../../core/ndis/rules.ts';
import { machineStatus } from '../../electron/contract/engine-status.ts';
import { readForm } from './form-fields.ts';
import { checkedMachine, checkRequestNow } from './live-check.ts';
import { PRESETS, presetFields } from './presets.ts';

describe.each(['vmq', 'sriov'] as const)('the check while typing, in %s mode', (mode) => {
  it.each(PRESETS)('agrees with NDIS on what the preset %s is refused for', (preset) => {
    const lab = new Lab({ ...DEFAULT_LAB_CONFIG, mode });
    openReadyQueue(lab);
    const machine = checkedMachine(machineStatus.parse(describeMachine(lab)), {
      ndisVersion: lab.config.ndisVersion,
      nodeStarts: [...lab.geometry.nodeStarts],
    });
    const form = readForm(presetFields(preset, mode, lab.config.ndisVersion), lab.config.ndisVersion);
    if (!form.ok) throw new Error('the preset is no form');
    const [first] = checkRequestNow(machine, form.request).filter(({ refused }) => refused);
    allocateManually(lab, form.request);
    expect(first?.rule ?? '').toBe(ruleId(lab.outcome.rule));
  });
});
