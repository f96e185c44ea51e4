/** The program's sign: a thread that joins two pins. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d="M4 15 C 4 6, 16 14, 16 5" fill="none" stroke="var(--rt-accent)" strokeWidth="2" strokeLinecap="round" />
      <circle cx="4" cy="15" r="2.5" fill="currentColor" />
      <circle cx="16" cy="5" r="2.5" fill="currentColor" />
    </svg>
  );
}
