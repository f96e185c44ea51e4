/** What is said beside a result. @param column "logins.amount" */
export const asText = (column: string): string =>
  `${column} looks like numbers but is kept as text, and is compared or sorted as text here: "2.00" comes after "100.10". Answer the question about the column, or choose a reading for it.`;
