/** What a signature has to be. The limit is ours: no real one is nearly as long. */
export const userSigForm = 'a signature of letters, digits, *, - and _, without anything around it; our limit is 1024';

export const isUserSig = (value: unknown): value is string =>
  typeof value === 'string' && /^[\w*-]{1,1024}$/.test(value);
