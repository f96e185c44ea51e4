import { type RefObject, useEffect } from 'react';
import { z } from 'zod';
import type { CaseId } from '../../shared/contract/values.ts';
import { keep, kept } from '../state/desk.ts';
import { onLock } from '../state/session.ts';

const PATIENCE_MS = 3000; // a screen that has not come to its full height by then has another height now

const Scrolled = z.record(z.string(), z.record(z.string(), z.number()));
/** By screen, then by part of the screen: pixels from its top. */
export type Scrolled = z.infer<typeof Scrolled>;

/** Parts are told apart by their own class and how many of it come before. */
function nameOf(part: Element, stage: Element): string | null {
  const own = [...part.classList].find((name) => name.startsWith('rt-'));
  return own ? `${own} ${[...stage.getElementsByClassName(own)].indexOf(part)}` : null;
}

function partOf(name: string, stage: Element): Element | null {
  const [own = '', at = '0'] = name.split(' ');
  return stage.getElementsByClassName(own)[Number(at)] ?? null;
}

/** Puts the parts of a screen back where they stood, as soon as each is tall enough. @returns what ends the trying */
export function scrollBack(stage: Element, tops: Readonly<Record<string, number>>): () => void {
  const left = new Map(Object.entries(tops).filter(([, top]) => top > 0));
  const until = performance.now() + PATIENCE_MS;
  let frame = 0;
  const attempt = (): void => {
    for (const [name, top] of left) {
      const part = partOf(name, stage);
      if (!part || part.scrollHeight - part.clientHeight < top) continue;
      part.scrollTop = top;
      left.delete(name);
    }
    if (left.size > 0 && performance.now() < until) frame = requestAnimationFrame(attempt);
  };
  attempt();
  return () => cancelAnimationFrame(frame);
}

/** Of the case that is open: what was kept, with what was scrolled since, which a screen may be before the former is known. */
let held: { readonly caseId: CaseId; all: Scrolled; readonly known: Promise<void> } | null = null;
onLock(() => {
  held = null;
});

function heldFor(caseId: CaseId): NonNullable<typeof held> {
  if (held?.caseId === caseId) return held;
  const made: NonNullable<typeof held> = {
    caseId,
    all: {},
    known: kept<Scrolled>(caseId, 'scroll', Scrolled, {}).then(({ value }) => {
      const since = made.all;
      made.all = { ...value };
      for (const [screen, tops] of Object.entries(since)) made.all[screen] = { ...value[screen], ...tops };
    }),
  };
  held = made;
  return made;
}

/** Remembers, in the vault, how far each screen of the case is scrolled. @param fresh somebody was led to a thing, which is shown instead */
export function useScrollMemory(
  stage: RefObject<Element | null>,
  caseId: CaseId,
  screen: string,
  fresh: boolean,
): void {
  useEffect(() => {
    const within = stage.current;
    if (!within) return;
    const memory = heldFor(caseId);
    let stop = (): void => {};
    let over = false;
    void memory.known.then(() => {
      if (!over && !fresh) stop = scrollBack(within, memory.all[screen] ?? {});
    });
    const hear = (event: Event): void => {
      const part = event.target;
      const name = part instanceof Element ? nameOf(part, within) : null;
      if (!name || !(part instanceof Element)) return;
      memory.all[screen] = { ...memory.all[screen], [name]: Math.round(part.scrollTop) };
      void memory.known.then(() => memory === held && keep(caseId, 'scroll', memory.all));
    };
    const byHand = (): void => stop();
    within.addEventListener('scroll', hear, { capture: true, passive: true });
    within.addEventListener('wheel', byHand, { passive: true });
    return () => {
      over = true;
      stop();
      within.removeEventListener('scroll', hear, { capture: true });
      within.removeEventListener('wheel', byHand);
    };
  }, [stage, caseId, screen, fresh]);
}
