/** The PNG signature, then the header chunk that every PNG file begins with (W3C PNG, 5.2 and 11.2.1). */
const PNG_START = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52];
export const isPng = (bytes: Uint8Array): boolean => PNG_START.every((byte, index) => bytes[index] === byte);
