import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Event } from '../../shared/contract/events.ts';
import { encodeWire } from '../../shared/contract/wire.ts';
import type { CoreClient } from '../core/host/client.ts';
import { plainHeaders } from './answer.ts';

const HEARTBEAT_MS = 10_000;
/** Events kept for a window whose connection broke; while the vault is locked nothing of a case is among them. */
const KEPT = 2000;

/** A browser keeps six connections to a host, and calls and uploads need some: the oldest window makes way. */
const MOST_WINDOWS = 4;
const LAST_LINE = `${encodeWire({ ended: true })}\n`;

interface Numbered {
  readonly seq: number;
  readonly event: Event;
}

/** One line of JSON an event, to every window, each numbered so that a window can say what it heard last. */
export class EventStreams {
  private readonly open = new Set<ServerResponse>();
  private recent: Numbered[] = [];
  private seq = 0;
  private readonly heart: NodeJS.Timeout;
  private readonly deaf: () => void;

  constructor(core: CoreClient) {
    this.deaf = core.listen((event) => this.tell(event));
    this.heart = setInterval(() => this.write('\n'), HEARTBEAT_MS);
    this.heart.unref();
  }

  /** `GET /events`, optionally with the number of the last event heard. */
  add(request: IncomingMessage, response: ServerResponse): void {
    const heard = Number(request.headers['last-event-id'] ?? this.seq);
    response.writeHead(200, { ...plainHeaders(), 'Content-Type': 'application/x-ndjson; charset=utf-8' });
    response.write(`${encodeWire({ hello: this.seq })}\n`);
    for (const numbered of this.recent) if (numbered.seq > heard) response.write(`${encodeWire(numbered)}\n`);
    const [oldest] = this.open;
    if (oldest && this.open.size >= MOST_WINDOWS) {
      this.open.delete(oldest);
      oldest.end(LAST_LINE);
    }
    this.open.add(response);
    response.on('close', () => this.open.delete(response));
  }

  /** Tells every window that the program ends. */
  end(): void {
    clearInterval(this.heart);
    this.deaf();
    for (const response of this.open) response.end(LAST_LINE);
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
