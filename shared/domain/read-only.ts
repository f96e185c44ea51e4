/** What a vault that is opened read-only means. @param why as the core gives it: "its disk is read-only" */
export const readOnlyWords = (why: string): string =>
  `Opened read-only, because ${why}. The vault can be read, verified and reported on; nothing can be changed, and what is done is not recorded in the custody log.`;

/** Why a control is off in such a vault. */
export const READ_ONLY_OFF = 'The vault is opened read-only';
