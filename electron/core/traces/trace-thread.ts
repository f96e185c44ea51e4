import { parentPort, workerData } from 'node:worker_threads';
import { traceLedger } from './engine/run.ts';
import { summaryOf } from './engine/summary.ts';
import type { FromTraceThread, ToTrace } from './thread-messages.ts';

const { ledger, options, most } = workerData as ToTrace;
const tell = (message: FromTraceThread): void => parentPort?.postMessage(message);
tell({
  summary: summaryOf(ledger, traceLedger(ledger, { ...options, owned: true, heard: (done) => tell({ done }) }), most),
});
