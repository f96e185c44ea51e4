import type { ColumnFacts } from '../../../shared/contract/analysis.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { Core } from '../context.ts';
import { renamedTo } from '../datasets/reads.ts';
import { Child, watchMemory } from '../process/child.ts';
import { NO_ROWS, type OfRows } from './aggregate/held-rows.ts';
import type { FacetsAnswer, FacetsRequest, FactsRequest } from './dictionary/facets.ts';
import type { StoreAccess } from './kept-connection.ts';
import { withNewName } from './name-suggestion.ts';
import type { OriginsRequest, RowOrigins } from './row-origins.ts';
import type { RunAnswer, RunNotice, RunRequest } from './run-statement.ts';

type Session = NonNullable<Core['session']>;

export const MAX_MEMORY_BYTES = 1536 << 20;

/** Rows as canonical lines, one block a batch. */
export interface Block {
  readonly first: number;
  readonly count: number;
  readonly lines: Uint8Array;
}
export interface Ran extends RunAnswer {
  readonly blocks: readonly Block[];
}
export type Run = RunRequest & { readonly timeoutSeconds: number };

/** The query process of a session: started when first needed, ended with the session, started anew after it was ended. */
class Runner {
  private child: Child | null = null;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly core: Core,
    private readonly session: Session,
  ) {
    session.onClose(() => this.child?.kill(new Fault('locked', 'The vault was locked.')));
  }

  /** One statement after the other, so that ending the process never takes a second one with it. */
  run(request: Run, signal: AbortSignal): Promise<Ran> {
    return this.inTurn(signal, () => this.ask(request, signal));
  }

  /** Starts the process before it is asked, so that the first statement does not wait for it; it holds nothing of a case yet. */
  ready(): void {
    const start = async () => {
      if (this.core.session === this.session) await this.started();
    };
    this.inTurn(new AbortController().signal, start).catch(() => {}); // the first statement starts it then, and says what hinders it
  }

  /** Counts columns of a statement, by dictionaries that the process keeps. */
  facets({ timeoutSeconds, ...request }: FacetsRequest & { timeoutSeconds: number }, signal: AbortSignal) {
    return this.inTurn(signal, () => this.limited<FacetsAnswer>('facets', request, timeoutSeconds, signal, () => {}));
  }

  facts({ timeoutSeconds, ...request }: FactsRequest & { timeoutSeconds: number }, signal: AbortSignal) {
    return this.inTurn(signal, () => this.limited<ColumnFacts>('facts', request, timeoutSeconds, signal, () => {}));
  }

  /** Runs a statement again for where its rows come from. */
  origins({ timeoutSeconds, ...request }: OriginsRequest & { timeoutSeconds: number }, signal: AbortSignal) {
    return this.inTurn(signal, () => this.limited<RowOrigins>('origins', request, timeoutSeconds, signal, () => {}));
  }

  private inTurn<T>(signal: AbortSignal, ask: () => Promise<T>): Promise<T> {
    const turn = this.last.then(() => {
      if (signal.aborted) throw new Fault('cancelled', 'Stopped.');
      return ask();
    });
    this.last = turn.catch(() => {});
    // What waits for its turn need not wait for it to be cancelled.
    const stopped = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new Fault('cancelled', 'Stopped.')), { once: true });
    });
    return Promise.race([turn, stopped]);
  }

  /** What is computed over the rows of a result, apart from the core, in its turn among the statements. */
  compute<T>(
    name: 'chart' | 'columns',
    payload: OfRows & Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ): Promise<T> {
    return this.inTurn(signal, async () => {
      const child = await this.started();
      const stop = watchMemory(child, MAX_MEMORY_BYTES, tooMuch);
      try {
        const answer = await child.ask<T | typeof NO_ROWS>(name, { ...payload, blocks: null }, { signal });
        return answer === NO_ROWS ? await child.ask<T>(name, payload, { signal }) : answer;
      } finally {
        stop();
      }
    });
  }

  /** The key goes once to each process, not with every statement. */
  private async started(): Promise<Child> {
    if (this.child && !this.child.ended) return this.child;
    const child = (this.child = new Child(this.core.startProcess, 'query'));
    await child.ask('enter', { file: this.session.storeFile, key: this.session.key } satisfies StoreAccess);
    return child;
  }

  private async ask({ timeoutSeconds, ...request }: Run, signal: AbortSignal): Promise<Ran> {
    const blocks: Block[] = [];
    let rows = 0;
    const answer = await this.limited<RunAnswer>(
      'run',
      request satisfies RunRequest,
      timeoutSeconds,
      signal,
      (notice) => {
        if ('started' in notice) return;
        blocks.push({ first: rows, count: notice.count, lines: notice.lines });
        rows += notice.count;
      },
    );
    return { ...answer, blocks };
  }

  /** The time limit counts from the notice that the request began. */
  private async limited<T>(
    name: 'run' | 'facets' | 'facts' | 'origins',
    request: RunRequest | FacetsRequest | FactsRequest | OriginsRequest,
    timeoutSeconds: number,
    signal: AbortSignal,
    onNotice: (notice: RunNotice) => void,
  ): Promise<T> {
    const child = await this.started();
    let timer: NodeJS.Timeout | undefined;
    // SQLite keeps sorts and intermediate tables in memory, since its temporary files are not encrypted.
    const stop = watchMemory(child, MAX_MEMORY_BYTES, tooMuch);
    try {
      return await child.ask<T>(name, request, {
        signal,
        onNotice: (value) => {
          const notice = value as RunNotice;
          if ('started' in notice) timer = setTimeout(() => child.kill(tooLong(timeoutSeconds)), timeoutSeconds * 1000);
          onNotice(notice);
        },
      });
    } catch (error) {
      throw withNewName(error, (old) => renamedTo(this.session.reader, request.caseId, old));
    } finally {
      clearTimeout(timer);
      stop();
    }
  }
}

const runners = new WeakMap<Session, Runner>();

export function runnerOf(core: Core, session: Session): Runner {
  let runner = runners.get(session);
  if (!runner) {
    runner = new Runner(core, session);
    runners.set(session, runner);
  }
  return runner;
}

const tooLong = (seconds: number): Fault =>
  new Fault(
    'sql-limit',
    `Stopped after ${seconds} ${seconds === 1 ? 'second' : 'seconds'}, the time limit of this statement. Narrow it down, or raise the limit.`,
  );
const tooMuch = (): Fault =>
  new Fault(
    'sql-limit',
    `Stopped: the statement needed more than ${MAX_MEMORY_BYTES >> 20} MiB of memory. Select fewer columns, or sort and group fewer rows.`,
  );
