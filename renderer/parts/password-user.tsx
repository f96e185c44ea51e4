/**
 * What the browser's password manager takes for the name that goes with a password. Without it, it takes the field before,
 * and writes what is in there into its profile ("Login Data") even when nobody asks it to keep the password.
 */
export const PasswordUser = () => <input type="text" autoComplete="username" value="vault" readOnly hidden />;
