/** "E-0001": the number a person reads, cites and finds in the PDF. */
export const exhibitLabel = (number: number): string => `E-${String(number).padStart(4, '0')}`;
/** "F-1" */
export const findingLabel = (number: number): string => `F-${number}`;
/** "C-0001" */
export const caseLabel = (number: number): string => `C-${String(number).padStart(4, '0')}`;
/** "R-1" */
export const requestLabel = (number: number): string => `R-${number}`;
/** "Q-1" */
export const questionLabel = (number: number): string => `Q-${number}`;
