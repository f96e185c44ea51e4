const LOOK_EVERY_MS = 5000;
const SLEPT_MS = 60_000;

/**
 * Tells when the machine slept: a timer that fires a minute late, by the wall clock, which goes on meanwhile. This process
 * does nothing else that could hold a timer up so long. @returns a function that stops watching
 */
export function watchSleep(slept: () => void, now: () => number = Date.now): () => void {
  let last = now();
  const timer = setInterval(() => {
    const at = now();
    if (at - last > LOOK_EVERY_MS + SLEPT_MS) slept();
    last = at;
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
