/** One value of a table. NULL and the empty text look different, because they are. */
export function Value({ text }: { text: string | null }) {
  if (text === null) return <span className="rt-value-null">NULL</span>;
  if (text === '') return <span className="rt-value-null">empty</span>;
  return <span title={text}>{text}</span>;
}
