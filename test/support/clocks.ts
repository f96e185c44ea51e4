/** @returns processor time of this process since then, in ms: the clock also counts what a loaded machine does meanwhile */
export function working(): () => number {
  const start = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  };
}

const TICK_MS = 20;

/**
 * @returns what a wait took since then, in ms, by timers of this process and by its work: as the clock has it where the machine is
 * calm, and less where the process comes to its turn late. To be asked once.
 */
export function waiting(): () => number {
  const worked = working();
  let ticks = 0;
  const timer = setInterval(() => ticks++, TICK_MS);
  return () => {
    clearInterval(timer);
    return Math.max(ticks * TICK_MS, worked());
  };
}
