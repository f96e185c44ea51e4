import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Event } from '../../shared/contract/events.ts';
import { encodeWire } from '../../shared/contract/wire.ts';
import type { LocalCore, Why } from '../core/host/local.ts';
import { plainHeaders } from './answer.ts';

const HEARTBEAT_MS = 10_000;
/** Events kept for a window whose connection broke; while the vault is locked nothing of a case is among them. */
const KEPT = 2000;

/** A browser keeps six connections to a host, and calls and uploads need some: the oldest window makes way. */
const MOST_WINDOWS = 4;
const LAST_LINE = `${encodeWire({ ended: true })}\n`;

/** What went before this process: how many there were, and how the last of them locked its vault, if it did. */
export interface Past {
  readonly generation: number;
  /** `seq` is the number under which it told so; infinite when it could not tell any more. */
  readonly locked: { readonly why: Why; readonly seq: number } | null;
}
/** Numbers of one process never meet those of the next. */
const GENERATION = 1_000_000_000;

interface Numbered {
  readonly seq: number;
  readonly event: Event;
}

/** One line of JSON an event, to every window, each numbered so that a window can say what it heard last. */
export class EventStreams {
  private readonly open = new Set<ServerResponse>();
  private recent: Numbered[] = [];
  private seq: number;
  private readonly first: number;
  private readonly heart: NodeJS.Timeout;
  private readonly deaf: () => void;

  constructor(
    core: LocalCore,
    private readonly past: Past,
  ) {
    this.seq = this.first = past.generation * GENERATION;
    this.deaf = core.listen((event) => this.tell(event));
    this.heart = setInterval(() => this.write('\n'), HEARTBEAT_MS);
    this.heart.unref();
  }

  /** `GET /events`, optionally with the number of the last event heard. */
  add(request: IncomingMessage, response: ServerResponse): void {
    const heard = Number(request.headers['last-event-id'] ?? this.seq);
    response.writeHead(200, { ...plainHeaders(), 'Content-Type': 'application/x-ndjson; charset=utf-8' });
    response.write(`${encodeWire({ hello: this.seq })}\n`);
    // To a window that missed the end of the process before, and to no other: it may have begun on what comes next.
    const { locked } = this.past;
    if (locked && heard < this.first && heard < locked.seq)
      response.write(
        `${encodeWire({ seq: this.first, event: { event: 'locked', why: locked.why } } satisfies Numbered)}\n`,
      );
    for (const numbered of this.recent) if (numbered.seq > heard) response.write(`${encodeWire(numbered)}\n`);
    const [oldest] = this.open;
    if (oldest && this.open.size >= MOST_WINDOWS) {
      this.open.delete(oldest);
      oldest.end(LAST_LINE);
    }
    this.open.add(response);
    response.on('close', () => this.open.delete(response));
  }

  /** The number of the last event. */
  get told(): number {
    return this.seq;
  }
  /** Ends every stream; a window that hears nothing of an end for good comes back for the next process. */
  end(forGood: boolean): void {
    clearInterval(this.heart);
    this.deaf();
    // Leaving may be asked for twice, and what has ended takes no more.
    for (const response of this.open) response.end(forGood ? LAST_LINE : undefined);
    this.open.clear();
  }

  private tell(event: Event): void {
    const numbered = { seq: ++this.seq, event };
    if (event.event === 'locked') this.recent = [];
    this.recent.push(numbered);
    if (this.recent.length > KEPT) this.recent.shift();
    this.write(`${encodeWire(numbered)}\n`);
  }
  private write(line: string): void {
    for (const response of this.open) response.write(line);
  }
}
