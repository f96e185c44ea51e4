import { useLayoutEffect, useRef, useState } from 'react';

/** How much room an element has, in whole pixels, as it changes; null until it was measured. */
export function useRoom() {
  const box = useRef<HTMLElement>(null);
  const [room, setRoom] = useState<{ readonly width: number; readonly height: number } | null>(null);
  useLayoutEffect(() => {
    if (!box.current) return;
    const watch = new ResizeObserver(([entry]) => {
      const { width, height } = entry?.contentRect ?? { width: 0, height: 0 };
      setRoom({ width: Math.floor(width), height: Math.floor(height) });
    });
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  return [box, room] as const;
}
