export { type ExplainUserSigOptions, explainUserSig, type VerifyUserSigOptions, verifyUserSig } from './explain.ts';
export type { UserSigCode, UserSigFinding, UserSigReason } from './finding.ts';
export { checkSigner } from './options.ts';
export { readUserSig, readUserSigMac, type UserSigClaims } from './read.ts';
export { createRedact } from './redact.ts';
export { type SignUserSigOptions, signChecked, signUserSig } from './sign.ts';
export { whatCame } from './what-came.ts';
