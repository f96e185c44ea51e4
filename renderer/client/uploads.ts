import type { Reply } from '../../shared/contract/errors.ts';
import type { Event } from '../../shared/contract/events.ts';

/**
 * Which upload belongs to which job. A job that fails or is cancelled may never read the bytes that were announced
 * for it; the window must not go on waiting to send them. Each transport shows its calls and events to one of these.
 */
export class Uploads {
  private readonly byTicket = new Map<string, AbortController>();
  private readonly byJob = new Map<string, string>();
  private readonly ended = new Set<string>();

  /** Aborted when nobody wants the bytes behind `ticket` (any more). */
  wanted(ticket: string): AbortSignal {
    const controller = new AbortController();
    this.byTicket.set(ticket, controller);
    return controller.signal;
  }
  sawReply(input: unknown, reply: Reply<unknown>): void {
    const ticket = (input as { ticket?: unknown } | null)?.ticket;
    if (typeof ticket !== 'string' || !this.byTicket.has(ticket)) return;
    const jobId = reply.ok ? (reply.value as { jobId?: string } | null)?.jobId : undefined;
    if (jobId === undefined) this.stop(ticket);
    else if (this.ended.has(jobId)) this.stop(ticket);
    else this.byJob.set(jobId, ticket);
  }
  sawEvent(event: Event | null): void {
    if (event === null || event.event === 'locked') for (const ticket of this.byTicket.keys()) this.stop(ticket);
    if (event?.event !== 'job' || event.job.state === 'running') return;
    const ticket = this.byJob.get(event.job.id);
    this.byJob.delete(event.job.id);
    if (ticket !== undefined) this.stop(ticket);
    // An end may overtake the reply that tells the job's id; uploads under way are few, and so are these.
    else if (this.byTicket.size > 0) this.ended.add(event.job.id);
  }

  private stop(ticket: string): void {
    this.byTicket.get(ticket)?.abort();
    this.byTicket.delete(ticket);
    if (this.byTicket.size === 0) this.ended.clear();
  }
}
