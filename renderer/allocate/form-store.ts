import { create } from 'zustand';
import { type SessionInfo } from '../../electron/contract/schemas.ts';
import { type AllocateFields, initialFields } from './form-fields.ts';

type Mode = SessionInfo['mode'];

/** What stands in the form, for each kind of owner: a person's text outlives a look at another panel. */
export const useAllocateForm = create<Readonly<Record<Mode, AllocateFields>>>()(() => ({
  vmq: initialFields('vmq'),
  sriov: initialFields('sriov'),
}));

export const fillForm = (mode: Mode, fields: AllocateFields): void =>
  useAllocateForm.setState({ [mode]: fields });
