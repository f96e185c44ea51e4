import { parentPort, workerData } from 'node:worker_threads';
import { type ErrorCode, Fault } from '../../../shared/contract/errors.ts';
import type { AnalysisSpec } from '../../../shared/contract/graph-analysis.ts';
import { analyse } from './measure/analyse.ts';
import type { Computed, Network } from './measure/network.ts';

export interface ToAnalyse {
  readonly network: Network;
  readonly spec: AnalysisSpec;
}
export type FromThread =
  | { readonly computed: Computed }
  | { readonly fault: { readonly code: ErrorCode; readonly message: string } };

const { network, spec } = workerData as ToAnalyse;
try {
  parentPort?.postMessage({ computed: analyse(network, spec) } satisfies FromThread);
} catch (error) {
  if (!(error instanceof Fault)) throw error;
  parentPort?.postMessage({ fault: { code: error.code, message: error.message } } satisfies FromThread);
}
