import { useCallback, useEffect, useRef, useState } from 'react';
import type { Input, JobName, Output } from '../../shared/contract/commands.ts';
import { CallError, runJob } from './call.ts';

export interface JobRun {
  readonly running: boolean;
  /** What the job says that it does. */
  readonly doing: string;
  /** 0…1; null while it is not known. */
  readonly share: number | null;
  readonly problem: string;
  /** @returns null when it failed, which `problem` tells, or was cancelled */
  run<N extends JobName>(name: N, input: Input<N>): Promise<Output<N> | null>;
  cancel(): void;
}

/** A job that a part of the window started and waits for; it is cancelled when that part goes away. */
export function useJob(): JobRun {
  const [running, setRunning] = useState(false);
  const [doing, setDoing] = useState('');
  const [share, setShare] = useState<number | null>(null);
  const [problem, setProblem] = useState('');
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const cancel = useCallback(() => stop.current?.abort(), []);
  const run = useCallback(async <N extends JobName>(name: N, input: Input<N>): Promise<Output<N> | null> => {
    const abort = new AbortController();
    stop.current = abort;
    setRunning(true);
    setShare(null);
    setProblem('');
    try {
      return await runJob(name, input, {
        signal: abort.signal,
        onProgress: ({ label, progress }) => {
          setDoing(label);
          setShare(progress?.total ? progress.done / progress.total : null);
        },
      });
    } catch (error) {
      if (!(error instanceof CallError && error.code === 'cancelled'))
        setProblem(error instanceof Error ? error.message : String(error));
      return null;
    } finally {
      setRunning(false);
    }
  }, []);
  return { running, doing, share, problem, run, cancel };
}
