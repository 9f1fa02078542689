import type { RunResult } from '../run/result.ts';
import type { Causes } from './cause.ts';
import { findCauses } from './find-causes.ts';
import { observe } from './observe.ts';

const known = new WeakMap<RunResult, Causes>();

/** The causes of one result. Found once for each, because every page and list asks for them. */
export function causesOf(result: RunResult): Causes {
  const found = known.get(result) ?? findCauses(observe([result]));
  known.set(result, found);
  return found;
}
