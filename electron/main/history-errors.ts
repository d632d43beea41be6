import { fail, type Result } from '../contract/result.ts';

export const replaced = (): Result<never> =>
  fail({ code: 'session-replaced', message: 'the session was replaced meanwhile' });

export const noSuchBranch = (id: number): Result<never> =>
  fail({ code: 'no-branch', field: 'id', message: `there is no branch ${id} here` });
