import { useCallback, useEffect, useRef, useState } from 'react';

const BEYOND = 6; // rows drawn above and below what is in view, so that scrolling shows no gap
const HEAD_PX = 29;

/** Which rows of a long list are in view of the scrolling element behind `ref`. `at`: a row to keep in view when it changes. */
export function useWindow(count: number, rowHeight: number, at: number) {
  const ref = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const read = (): void => setView({ top: element.scrollTop, height: element.clientHeight });
    const observer = new ResizeObserver(read);
    observer.observe(element);
    element.addEventListener('scroll', read, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', read);
    };
  }, []);

  const reveal = useCallback(
    (row: number): void => {
      const element = ref.current;
      if (!element || row < 0) return;
      const above = row * rowHeight;
      const below = above + rowHeight + HEAD_PX - element.clientHeight;
      if (element.scrollTop > above) element.scrollTop = above;
      else if (element.scrollTop < below) element.scrollTop = below;
    },
    [rowHeight],
  );
  useEffect(() => reveal(at), [reveal, at]);

  const first = Math.max(0, Math.floor(view.top / rowHeight) - BEYOND);
  const last = Math.min(count, Math.ceil((view.top + view.height) / rowHeight) + BEYOND);
  return { ref, first, last, pageSize: Math.max(1, Math.floor(view.height / rowHeight) - 1), reveal };
}
